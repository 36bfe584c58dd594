package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final String PUBLISHED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_" + base64(32);

    /** The vector that the libraries of Standard Webhooks are tested with. */
    @Test
    void isThatOfThePublishedVector() {
        assertThat(header(List.of(PUBLISHED), 1_614_265_330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void holdsOneForEachSecretInTheirOrder() {
        String both = header(List.of(OTHER, PUBLISHED), 1_614_265_330, "{\"test\": 2432232314}");

        assertThat(both).endsWith(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(both.split(" ")).hasSize(2);
    }

    @Test
    void theReferenceLibraryTakesItForGoodBySecretsOldAndNew() throws Exception {
        long now = Instant.now().getEpochSecond();
        String body = "{\"text\":\"雪纺轻盈，夏天正好。\"}";
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("msg_p5jXN8AQM9LWM0D4loKWxJek"),
                        "webhook-timestamp", List.of(Long.toString(now)),
                        "webhook-signature", List.of(header(List.of(OTHER, PUBLISHED), now, body))),
                (name, value) -> true);

        for (String secret : List.of(OTHER, PUBLISHED)) {
            assertThatCode(() -> new Webhook(secret).verify(body, headers)).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> new Webhook("whsec_" + base64(24)).verify(body, headers))
                .as("another secret")
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(PUBLISHED).verify(body + " ", headers))
                .as("another body")
                .isInstanceOf(WebhookVerificationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 64})
    void takesSecretsOf24To64Bytes(int bytes) {
        assertThat(SigningSecret.parse("whsec_" + base64(bytes))).hasToString("SigningSecret[…]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 65})
    void refusesShorterAndLongerOnes(int bytes) {
        assertThatThrownBy(() -> SigningSecret.parse("whsec_" + base64(bytes)))
                .hasMessage("a secret must hold 24 to 64 bytes, this one has " + bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8G?YqrTwjUPD8ILPZIo2LaLaSw",
                "whsk_MfKQ9r8GKYqrTwjU"
            })
    void aRefusalRepeatsNothingOfTheSecret(String text) {
        assertThatThrownBy(() -> SigningSecret.parse(text))
                .hasMessageStartingWith("a secret must be")
                .hasMessageNotContaining("MfKQ")
                .hasNoCause();
    }

    private static String header(List<String> secrets, long seconds, String body) {
        return Signature.header(
                secrets.stream().map(SigningSecret::parse).toList(),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(seconds),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(int bytes) {
        byte[] secret = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            secret[i] = (byte) (i * 7 + bytes);
        }
        return Base64.getEncoder().encodeToString(secret);
    }
}
