package io.m6flow.review.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The Lua scripts, one resource file each; those that touch a tenant's keys begin with shared.lua. */
enum Script {
    ADMIT(true),
    WITHDRAW(true),
    CLAIM(true),
    CLAIM_NEXT(true),
    RENEW(true),
    RELEASE(true),
    DECIDE(true),
    APPROVE_WAITING(true),
    UNDO(true),
    REVOKE(true),
    EXPIRE(true),
    PURGE(true),
    RIPEN(true),
    BOUNDS(true),
    RAISE(false),
    RESTORE_DECISION(true),
    RESTORE_DRAFT(true),
    RESTORE_FEEDBACK(true),
    KEEP_ANSWER(false),
    FREE_ANSWER(false),
    CHANGES(false),
    RECALL_ORDER(false),
    RECALL_NOTE(false),
    SEAL(false),
    SENT(false);

    private final String source;
    private final String sha;

    Script(boolean shared) {
        String own = read(name().toLowerCase(Locale.ROOT) + ".lua");
        this.source = shared ? read("shared.lua") + own : own;
        this.sha = sha1Hex(Bytes.of(source));
    }

    byte[] source() {
        return Bytes.of(source);
    }

    /** The name under which Redis knows the loaded script. */
    byte[] sha() {
        return Bytes.of(sha);
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the script " + file + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1Hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
