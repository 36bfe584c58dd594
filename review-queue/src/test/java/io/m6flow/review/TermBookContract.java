package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link TermBook} does. */
public abstract class TermBookContract {
    protected static final TenantId SHOP = new TenantId("M-1");
    protected static final Instant NOON = Instant.parse("2026-05-01T04:00:00Z");

    /** Empty. */
    protected abstract TermBook book();

    protected static Term term(String words) {
        return term(SHOP, words, null, NOON);
    }

    protected static Term term(TenantId tenant, String words, @Nullable String suggestion, Instant at) {
        return new Term(tenant, words, suggestion, "不好听", "林", at);
    }

    @Test
    void showsWhatWasAddedTheNewestFirst() {
        Term older = term(SHOP, "最显瘦", "显瘦", NOON);
        Term newer = term(SHOP, "绝美", "", NOON.plusSeconds(1));

        assertThat(book().tryAdd(older)).isTrue();
        assertThat(book().tryAdd(newer)).isTrue();

        assertThat(book().of(SHOP)).containsExactly(newer, older);
    }

    @Test
    void keepsTenantsAndEverybodyApart() {
        Term everybodys = term(Term.EVERYBODY, "绝美", null, NOON);
        Term others = term(new TenantId("M-2"), "绝美", null, NOON);
        book().tryAdd(everybodys);
        book().tryAdd(others);

        assertThat(book().of(SHOP)).isEmpty();
        assertThat(book().remove(SHOP, "绝美", "林", NOON)).isEmpty();
        assertThat(book().of(Term.EVERYBODY)).containsExactly(everybodys);
        assertThat(book().of(others.tenant())).containsExactly(others);
    }

    @Test
    void putsATermInThePlaceOfTheSameOne() {
        book().tryAdd(term(SHOP, "最显瘦", "显瘦", NOON));
        Term other = term(SHOP, " 最显瘦 ", "修身", NOON.plusSeconds(1));

        assertThat(book().tryAdd(other)).isTrue();

        assertThat(book().of(SHOP)).containsExactly(other);
    }

    @Test
    void changesNothingWhenTheSameIsSaidAgain() {
        Term first = term(SHOP, "最显瘦", "显瘦", NOON);
        book().tryAdd(first);

        assertThat(book().tryAdd(term(SHOP, "最显瘦", "显瘦", NOON.plusSeconds(1)))).isTrue();

        assertThat(book().of(SHOP)).containsExactly(first);
    }

    @Test
    void removesOnceAndAnswersWhatStoodThere() {
        Term there = term("最显瘦");
        book().tryAdd(there);
        Instant later = NOON.plusSeconds(1);

        assertThat(book().remove(SHOP, " 最显瘦", "陈", later)).contains(there);
        assertThat(book().of(SHOP)).isEmpty();
        assertThat(book().remove(SHOP, "最显瘦", "陈", later)).isEmpty();
        assertThat(book().tryAdd(there)).isTrue();
        assertThat(book().of(SHOP)).containsExactly(there);
    }

    @Test
    void takesATenantsTermsUpToTheLimit() {
        fill(TermBook.MOST - 1);

        assertThat(book().tryAdd(term("第一千"))).isTrue();
        assertThat(book().tryAdd(term("多一个"))).isFalse();
        assertThat(book().of(SHOP)).hasSize(TermBook.MOST).doesNotContain(term("多一个"));

        Term changed = term(SHOP, "第一千", "换", NOON);
        assertThat(book().tryAdd(changed)).as("one that stands may change").isTrue();
        assertThat(book().of(SHOP)).hasSize(TermBook.MOST).contains(changed);
        assertThat(book().tryAdd(term(new TenantId("M-2"), "多一个", null, NOON)))
                .as("others have their own limit")
                .isTrue();
        book().remove(SHOP, "第一千", "林", NOON);
        assertThat(book().tryAdd(term("多一个"))).isTrue();
    }

    /** Adds so many terms of the shop. */
    protected void fill(int count) {
        for (int i = 0; i < count; i++) {
            book().tryAdd(term("不要这个词" + i));
        }
    }
}
