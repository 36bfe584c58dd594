package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.PublishedChanges.Ask;
import io.m6flow.review.PublishedChanges.Change;
import io.m6flow.review.PublishedChanges.Cursor;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.PublishedContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a reader of published content may rely on when it follows a listing. */
public abstract class PublishedChangesContract {
    private static final TenantId MERCHANT = new TenantId("M-1");
    private static final TenantId HOST = new TenantId("H-1");
    private static final Listing SHOP = Listing.products(MERCHANT);
    private static final Listing SESSION = Listing.session(HOST, new SessionId("S-1"));
    private static final int MANY = 1_000;

    protected abstract PublishedView view();

    /** Sequences only rise. */
    protected abstract void publish(PublishedContent content);

    /** Takes everything away, so that the view is built anew. */
    protected abstract void clear();

    @Test
    void tellsChangesInTheirOrder() {
        publish(reason(1, 1));
        publish(reason(2, 1));

        PublishedChanges changes = read(SHOP, Cursor.START);

        assertThat(places(changes)).containsExactly("REASON|P-1", "REASON|P-2");
        assertThat(changes.changes())
                .extracting(
                        change -> change.content().orElseThrow().path("text").asText())
                .containsExactly("P-1第1版", "P-2第1版");
        assertThat(changes.startsOver()).isFalse();
        assertThat(changes.hasMore()).isFalse();
        assertThat(changes.to()).isEqualTo(view().endOf(SHOP));
    }

    @Test
    void knowsOfEachPlaceItsLastChangeAlone() {
        publish(reason(1, 1));
        publish(reason(2, 1));
        publish(reason(1, 2));

        PublishedChanges changes = read(SHOP, Cursor.START);

        assertThat(places(changes)).containsExactly("REASON|P-2", "REASON|P-1");
        assertThat(changes.changes().get(1).publishSequence()).isEqualTo(2);
        assertThat(read(SHOP, changes.to()).changes()).isEmpty();
    }

    @Test
    void tellsWhatWasRetracted() {
        publish(reason(1, 1));
        Cursor before = read(SHOP, Cursor.START).to();
        publish(retraction(1, 2));

        List<Change> changes = read(SHOP, before).changes();

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).place().value()).isEqualTo("M-1|REASON|P-1");
        assertThat(changes.get(0).content()).isEmpty();
        assertThat(changes.get(0).publishSequence()).isEqualTo(2);

        publish(reason(1, 3));
        assertThat(read(SHOP, before).changes().get(0).content()).isPresent();
    }

    @Test
    void goesOnPartByPart() {
        for (int product = 1; product <= 5; product++) {
            publish(reason(product, 1));
        }

        PublishedChanges first =
                view().changes(List.of(new Ask(SHOP, Cursor.START)), 2).get(0);
        PublishedChanges second =
                view().changes(List.of(new Ask(SHOP, first.to())), 2).get(0);
        PublishedChanges third =
                view().changes(List.of(new Ask(SHOP, second.to())), 2).get(0);

        assertThat(places(first)).containsExactly("REASON|P-1", "REASON|P-2");
        assertThat(places(second)).containsExactly("REASON|P-3", "REASON|P-4");
        assertThat(places(third)).containsExactly("REASON|P-5");
        assertThat(List.of(first.hasMore(), second.hasMore(), third.hasMore())).containsExactly(true, true, false);
    }

    @Test
    void letsAReaderWaitForWhatHasNotBegun() {
        PublishedChanges nothing = read(SESSION, Cursor.START);
        assertThat(nothing.changes()).isEmpty();

        publish(PublishedContents.passage("H-1", "S-1", 0).build());

        PublishedChanges changes = read(SESSION, nothing.to());
        assertThat(places(changes)).containsExactly("SCRIPT|S-1#0");
        assertThat(changes.startsOver()).as("it held nothing").isFalse();
    }

    @Test
    void beginsAnewWhereTheViewWasBuiltAnew() {
        publish(reason(1, 1));
        publish(reason(2, 1));
        Cursor old = read(SHOP, Cursor.START).to();
        clear();

        PublishedChanges emptied = read(SHOP, old);
        assertThat(emptied.startsOver()).isTrue();
        assertThat(emptied.changes()).isEmpty();
        assertThat(read(SHOP, emptied.to()).startsOver()).as("told once").isFalse();

        publish(reason(3, 1));
        publish(reason(4, 1));
        publish(reason(5, 1));
        PublishedChanges rebuilt = read(SHOP, old);
        assertThat(rebuilt.startsOver())
                .as("though the numbers passed the old one")
                .isTrue();
        assertThat(places(rebuilt)).containsExactly("REASON|P-3", "REASON|P-4", "REASON|P-5");
        assertThat(read(SHOP, rebuilt.to()).startsOver()).isFalse();
    }

    @Test
    void beginsAnewWithANumberThatTheLogHasNotReached() {
        publish(reason(1, 1));
        Cursor end = view().endOf(SHOP);

        PublishedChanges changes = read(SHOP, new Cursor(end.log(), end.number() + 1));

        assertThat(changes.startsOver()).isTrue();
        assertThat(places(changes)).containsExactly("REASON|P-1");
    }

    @Test
    void keepsListingsApartAndAnswersInTheOrderOfTheAsks() {
        publish(reason(1, 1));
        publish(PublishedContents.passage("H-1", "S-1", 0).build());
        publish(PublishedContents.passage("H-1", "S-10", 0).build());
        publish(PublishedContents.reason("M-2", "P-9").build());

        List<PublishedChanges> answers = view().changes(
                        List.of(
                                new Ask(SESSION, Cursor.START),
                                new Ask(Listing.products(HOST), Cursor.START),
                                new Ask(SHOP, Cursor.START)),
                        MANY);

        assertThat(answers)
                .extracting(PublishedChangesContract::places)
                .containsExactly(List.of("SCRIPT|S-1#0"), List.of(), List.of("REASON|P-1"));
        assertThat(view().changes(List.of(), MANY)).isEmpty();
    }

    @Test
    void whoFollowsInWhateverPartsHoldsWhatTheListingShows() {
        Random random = new Random(11);
        Map<String, JsonNode> held = new TreeMap<>();
        Cursor at = Cursor.START;
        for (int step = 1; step <= 300; step++) {
            int product = random.nextInt(12);
            publish(random.nextInt(4) == 0 ? retraction(product, step) : reason(product, step));
            if (random.nextInt(3) == 0) {
                at = follow(at, 1 + random.nextInt(4), held);
            }
        }
        for (Cursor before = Cursor.START; !before.equals(at); ) {
            before = at;
            at = follow(at, 5, held);
        }

        List<JsonNode> shown = view().products(MERCHANT, MANY);
        assertThat(held.values()).containsExactlyInAnyOrderElementsOf(shown);
        assertThat(shown).isNotEmpty();
    }

    @Test
    void refusesACursorThatIsNoneOfOurs() {
        Cursor cursor = new Cursor(1_795_000_000_000_000L, 12);
        assertThat(Cursor.read(cursor.written())).isEqualTo(cursor);
        for (String other : List.of("", "12", "-1-2", "1-2-3", "1-", "a-b", "1-9999999999999999999", " 1-2")) {
            assertThatThrownBy(() -> Cursor.read(other)).as(other).isInstanceOf(UnknownCursorException.class);
        }
    }

    /** Reads one part and keeps what it says. */
    private Cursor follow(Cursor at, int limit, Map<String, JsonNode> held) {
        PublishedChanges part =
                view().changes(List.of(new Ask(SHOP, at)), limit).get(0);
        part.changes()
                .forEach(change -> change.content()
                        .ifPresentOrElse(
                                content -> held.put(change.place().field(), content),
                                () -> held.remove(change.place().field())));
        return part.to();
    }

    private PublishedChanges read(Listing listing, Cursor after) {
        return view().changes(List.of(new Ask(listing, after)), MANY).get(0);
    }

    protected static List<String> places(PublishedChanges changes) {
        return new ArrayList<>(
                changes.changes().stream().map(change -> change.place().field()).toList());
    }

    protected static PublishedContent reason(int product, long sequence) {
        return PublishedContents.reason("M-1", "P-" + product)
                .sequence(sequence)
                .text("P-" + product + "第" + sequence + "版")
                .build();
    }

    protected static PublishedContent retraction(int product, long sequence) {
        return PublishedContents.reason("M-1", "P-" + product)
                .sequence(sequence)
                .retracted()
                .build();
    }
}
