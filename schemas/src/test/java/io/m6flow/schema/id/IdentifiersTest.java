package io.m6flow.schema.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    private static final TenantId TENANT = new TenantId("M-1");
    private static final Subject DRESS = Subject.product(new ProductId("P-1"));

    @Test
    void contentIdIsTheSameForEver() {
        // Written down once: changing it would write every draft of a running installation again.
        assertThat(ContentId.of(TENANT, Kind.REASON, DRESS, 7, 0).value())
                .isEqualTo("c0d123b5da1435b12f3d551a6c8d0e13");
        assertThat(ContentId.of(TENANT, Kind.REASON, DRESS, 7, 0).seed(1)).isEqualTo(367033973178809625L);
    }

    @Test
    void contentIdDependsOnEachOfItsParts() {
        assertThat(java.util.Set.of(
                        ContentId.of(TENANT, Kind.REASON, DRESS, 7, 0),
                        ContentId.of(new TenantId("M-2"), Kind.REASON, DRESS, 7, 0),
                        ContentId.of(TENANT, Kind.THEME, DRESS, 7, 0),
                        ContentId.of(TENANT, Kind.REASON, new Subject("P-2"), 7, 0),
                        ContentId.of(TENANT, Kind.REASON, DRESS, 8, 0),
                        ContentId.of(TENANT, Kind.REASON, DRESS, 7, 1)))
                .hasSize(6);
    }

    @Test
    void movingABorderBetweenPartsChangesTheId() {
        assertThat(ContentId.of(new TenantId("a"), Kind.REASON, new Subject("bc"), 1, 0))
                .isNotEqualTo(ContentId.of(new TenantId("ab"), Kind.REASON, new Subject("c"), 1, 0));
    }

    @Test
    void seedsOfCandidatesDifferAndAreNotNegative() {
        ContentId id = ContentId.of(TENANT, Kind.REASON, DRESS, 7, 0);
        assertThat(id.seed(0)).isNotNegative().isNotEqualTo(id.seed(1));
        assertThatThrownBy(() -> id.seed(-1)).hasMessageContaining("at least 0, was -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a|b", "a{b", "a}b", "a\nb", "a\u0000b"})
    void refusesWhatKeysCannotCarry(String bad) {
        assertThatThrownBy(() -> new TenantId(bad)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesIdentifiersUpToTheLimit() {
        assertThat(new ProductId("x".repeat(Identifiers.MAX_LENGTH)).value()).hasSize(200);
        assertThatThrownBy(() -> new ProductId("x".repeat(Identifiers.MAX_LENGTH + 1)))
                .hasMessage("productId has 201 characters; the limit is 200");
    }

    @Test
    void keysNameWhatBelongsTogether() {
        SessionId session = new SessionId("S-1");
        assertThat(OrderKey.of(TENANT, session)).hasToString("M-1|S-1");
        assertThat(Subject.passage(session, 12)).hasToString("S-1#12");
        assertThat(Subject.summary(session, "all")).hasToString("S-1#all");
        assertThat(new PublishedKey(TENANT, Kind.REASON, DRESS)).hasToString("M-1|REASON|P-1");
        assertThat(ViewKeys.content(TENANT)).isEqualTo("m6:view:{M-1}:content");
        assertThat(ViewKeys.products(TENANT)).isEqualTo("m6:view:{M-1}:products");
        assertThat(ViewKeys.session(TENANT, session)).isEqualTo("m6:view:{M-1}:session:S-1");
        assertThat(ViewKeys.changes(Listing.session(TENANT, session))).isEqualTo("m6:view:{M-1}:changes:session:S-1");
        assertThat(ViewKeys.log(Listing.products(TENANT))).isEqualTo("m6:view:{M-1}:log:products");
    }
}
