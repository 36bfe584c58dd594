package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final SigningSecret SECRET = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    @Test
    void hearsAllUnlessItSaysWhat() {
        Subscription some = Subscription.EVERYTHING
                .withTypes(Set.of("decision.approved"))
                .withTenants(Set.of(new TenantId("M-1")))
                .withKinds(Set.of(Kind.REASON));
        TenantId tenant = new TenantId("M-1");

        assertThat(Subscription.EVERYTHING.wants("content.retracted", new TenantId("M-9"), Kind.SCRIPT))
                .isTrue();
        assertThat(some.wants("decision.approved", tenant, Kind.REASON)).isTrue();
        assertThat(some.wants("decision.expired", tenant, Kind.REASON)).isFalse();
        assertThat(some.wants("decision.approved", new TenantId("M-2"), Kind.REASON))
                .isFalse();
        assertThat(some.wants("decision.approved", tenant, Kind.BADGE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com/hooks",
                "ftp://shop.example.com/hooks",
                "https://lin:secret@shop.example.com/hooks",
                "https://shop.example.com/hooks#secret",
                "https:///hooks",
                "shop.example.com"
            })
    void refusesUrlsThatAreNotForWebhooksWithoutRepeatingThem(String url) {
        assertThatThrownBy(() -> endpoint(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shop")
                .hasMessageNotContaining("secret");
    }

    @Test
    void goesWithoutTlsOnlyInsideANetworkOfOnesOwn() {
        Endpoint inside = new Endpoint(
                new EndpointName("shop"),
                URI.create("http://10.0.0.7:9000/h"),
                List.of(SECRET),
                Subscription.EVERYTHING,
                true);

        assertThat(inside.origin()).isEqualTo("http://10.0.0.7:9000");
    }

    @Test
    void showsNeitherPathNorSecret() {
        assertThat(endpoint("https://shop.example.com/hooks?key=abc"))
                .hasToString("Endpoint[shop at https://shop.example.com]");
    }

    @Test
    void needsASecret() {
        assertThatThrownBy(() -> new Endpoint(
                        new EndpointName("shop"),
                        URI.create("https://a.example"),
                        List.of(),
                        Subscription.EVERYTHING,
                        false))
                .hasMessageContaining("shop has no secret");
    }

    @ParameterizedTest
    @CsvSource({"'',false", "a,true", "-a,false", "A,false", "a b,false", "a}b,false", "shop-1,true"})
    void namesAreForKeysAndCommands(String name, boolean good) {
        if (good) {
            assertThat(new EndpointName(name)).hasToString(name);
        } else {
            assertThatThrownBy(() -> new EndpointName(name)).hasMessageContaining("an endpoint's name must be");
        }
    }

    @Test
    void namesHave63SignsAtMost() {
        assertThat(new EndpointName("a".repeat(63)).value()).hasSize(63);
        assertThatThrownBy(() -> new EndpointName("a".repeat(64))).hasMessageContaining("1 to 63");
    }

    @Test
    void anIntentIsKeptToItsSize() {
        String most = "文".repeat(Intent.MAX_BYTES / 3) + "a".repeat(Intent.MAX_BYTES % 3);

        assertThat(new Intent("D-1", "decision.approved", most)).hasToString("Intent[D-1, decision.approved]");
        assertThatThrownBy(() -> new Intent("D-1", "decision.approved", most + "a"))
                .hasMessage("the body of webhook D-1 has 65537 bytes; the limit is 65536");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "D.1", "D 1", "D\n1", "决定"})
    void anIntentsIdFitsIntoWhatIsSigned(String id) {
        assertThatThrownBy(() -> new Intent(id, "decision.approved", "{}"))
                .hasMessageContaining("a webhook's id must be");
    }

    private static Endpoint endpoint(String url) {
        return new Endpoint(new EndpointName("shop"), URI.create(url), List.of(SECRET), Subscription.EVERYTHING, false);
    }
}
