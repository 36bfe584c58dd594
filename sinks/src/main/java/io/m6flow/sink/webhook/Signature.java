package io.m6flow.sink.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Signs messages as Standard Webhooks 1.0 says: HMAC-SHA256 over {@code id.timestamp.body}. */
final class Signature {
    private Signature() {}

    /** The header {@code webhook-signature}: one signature for each secret, with spaces between. */
    static String header(List<SigningSecret> secrets, String id, Instant timestamp, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes((id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        byte[] signed = content.toByteArray();
        return secrets.stream()
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(secret.sign(signed)))
                .collect(Collectors.joining(" "));
    }
}
