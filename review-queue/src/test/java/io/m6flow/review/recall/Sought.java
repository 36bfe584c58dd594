package io.m6flow.review.recall;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Recall criteria said in words: {@code texts().ofTenant("M-1").holding("最低").criteria()}. */
final class Sought {
    private Optional<String> term = Optional.empty();
    private boolean failsCheck;
    private Optional<String> model = Optional.empty();
    private Optional<String> modelVersion = Optional.empty();
    private Optional<TenantId> tenant = Optional.empty();
    private Set<Kind> kinds = Set.of();
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> until = Optional.empty();

    private Sought() {}

    static Sought texts() {
        return new Sought();
    }

    Sought holding(String words) {
        term = Optional.of(words);
        return this;
    }

    Sought thatFailTheCheck() {
        failsCheck = true;
        return this;
    }

    Sought byModel(String name) {
        model = Optional.of(name);
        return this;
    }

    Sought byVersion(String version) {
        modelVersion = Optional.of(version);
        return this;
    }

    Sought ofTenant(String id) {
        tenant = Optional.of(new TenantId(id));
        return this;
    }

    Sought ofKind(Kind kind) {
        kinds = Set.of(kind);
        return this;
    }

    Sought since(Instant first) {
        since = Optional.of(first);
        return this;
    }

    Sought until(Instant end) {
        until = Optional.of(end);
        return this;
    }

    RecallCriteria criteria() {
        return new RecallCriteria(term, failsCheck, model, modelVersion, tenant, kinds, since, until);
    }
}
