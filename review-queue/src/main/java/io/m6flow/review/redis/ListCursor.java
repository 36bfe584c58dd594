package io.m6flow.review.redis;

import io.m6flow.review.UnknownCursorException;
import io.m6flow.schema.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a sorted list: what stands there need not be there any more.
 *
 * @param list tells lists apart, so that nobody goes on in one with the cursor of another
 */
record ListCursor(String list, double score, TenantId tenant, String member) {
    private static final int PARTS = 4;

    String written() {
        String text = list + "\n" + score + "\n" + tenant + "\n" + member;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<ListCursor> read(String list, Optional<String> written) {
        return written.map(text -> read(list, text));
    }

    private static ListCursor read(String list, String written) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8).split("\n", PARTS);
            if (parts.length == PARTS && parts[0].equals(list)) {
                double score = Double.parseDouble(parts[1]);
                if (Double.isFinite(score)) {
                    return new ListCursor(list, score, new TenantId(parts[2]), parts[3]);
                }
            }
        } catch (IllegalArgumentException notOurs) {
            // Said below, as for a cursor of another list.
        }
        throw new UnknownCursorException();
    }
}
