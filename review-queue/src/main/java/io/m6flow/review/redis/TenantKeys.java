package io.m6flow.review.redis;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.time.LocalDate;
import java.util.stream.Stream;

/** The names of one tenant's keys; shared.lua says what each holds. The braces are the hash tag of a cluster. */
record TenantKeys(TenantId tenant) {
    /** Set: every tenant that ever had a draft or a withdrawal. */
    static final String TENANTS = "m6:tenants";

    /** No tenant can be named so, for its sign is forbidden in identifiers. */
    static final String CHAIN = "m6:{|chain}:";

    String prefix() {
        return "m6:{" + tenant + "}:";
    }

    byte[] item(ContentId content) {
        return item(content.value());
    }

    byte[] item(String content) {
        return named("item:" + content);
    }

    byte[] pending(Kind kind) {
        return named("pending:" + kind);
    }

    byte[] forLead(Kind kind) {
        return named("lead:" + kind);
    }

    /** Where items of a kind wait, for anybody or for a lead. */
    Stream<byte[]> lines(Kind kind) {
        return Stream.of(pending(kind), forLead(kind));
    }

    /** All items of a kind that wait, by when they came. */
    byte[] since(Kind kind) {
        return named("since:" + kind);
    }

    byte[] stats(LocalDate day) {
        return named("stats:" + day.toEpochDay());
    }

    byte[] totals() {
        return named("totals");
    }

    byte[] urgent() {
        return named("urgent");
    }

    byte[] held() {
        return named("held");
    }

    byte[] history(ContentId content) {
        return named("history:" + content);
    }

    byte[] record(Kind kind, String modelVersion) {
        return named("record:" + kind + "|" + modelVersion);
    }

    byte[] leases() {
        return named("leases");
    }

    byte[] deadlines() {
        return named("deadlines");
    }

    byte[] decided() {
        return named("decided");
    }

    byte[] aging() {
        return named("aging");
    }

    /** Place to the item whose text stands there. */
    byte[] published() {
        return named("published");
    }

    byte[] counts() {
        return named("counts");
    }

    byte[] outbox() {
        return named("outbox");
    }

    private byte[] named(String name) {
        return Bytes.of(prefix() + name);
    }
}
