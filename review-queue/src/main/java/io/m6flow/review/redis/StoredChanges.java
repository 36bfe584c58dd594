package io.m6flow.review.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.PublishedChanges;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.json.JsonRecords;
import java.util.List;
import java.util.Optional;

/** What {@code changes.lua} answers. */
final class StoredChanges {
    private StoredChanges() {}

    static PublishedChanges read(PublishedChanges.Ask ask, List<?> answer) {
        long log = number(answer.get(0));
        boolean startsOver = number(answer.get(2)) == 1;
        List<PublishedChanges.Change> changes = ((List<?>) answer.get(3))
                .stream().map(entry -> change(ask.listing(), (List<?>) entry)).toList();
        long read = startsOver ? 0 : ask.after().number();
        long to = changes.isEmpty() ? read : changes.get(changes.size() - 1).number();
        return new PublishedChanges(startsOver, new PublishedChanges.Cursor(log, to), number(answer.get(1)), changes);
    }

    private static PublishedChanges.Change change(Listing listing, List<?> entry) {
        return new PublishedChanges.Change(
                number(entry.get(0)),
                place(listing, Bytes.text(entry.get(1))),
                number(entry.get(2)),
                Optional.ofNullable(entry.get(3)).map(StoredChanges::content));
    }

    private static JsonNode content(Object json) {
        return JsonRecords.read(Bytes.text(json));
    }

    /** The other way round than {@link PublishedKey#field()}. */
    private static PublishedKey place(Listing listing, String field) {
        int end = field.indexOf('|');
        return new PublishedKey(
                listing.tenant(), Kind.valueOf(field.substring(0, end)), new Subject(field.substring(end + 1)));
    }

    private static long number(Object bytes) {
        return Long.parseLong(Bytes.text(bytes));
    }
}
