package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of sessions does. */
public abstract class SessionStoreContract {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Principal LIN = new Principal("林小满 <lin>", Role.REVIEWER, Optional.of(new TenantId("M/1")));
    private static final Principal WU = new Principal("吴", Role.ADMIN, Optional.empty());

    private SessionStore store;

    protected abstract SessionStore open();

    /** Lets time pass for what is stored. */
    protected abstract void letPass(Duration time);

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void givesBackWhatWasPut() {
        StoredSession lin = session("a", LIN, "0".repeat(64));
        StoredSession wu = session("b", WU, "");
        store.put(lin, IDLE);
        store.put(wu, IDLE);

        assertThat(store.find("a", IDLE)).contains(lin);
        assertThat(store.find("b", IDLE)).contains(wu);
        assertThat(store.find("c", IDLE)).isEmpty();
    }

    @Test
    void forgetsASessionThatNobodyUses() {
        store.put(session("a", LIN, ""), IDLE);

        letPass(IDLE.minusMinutes(1));
        assertThat(store.find("a", IDLE)).as("in time").isPresent();
        letPass(IDLE.minusMinutes(1));
        assertThat(store.find("a", IDLE)).as("used meanwhile").isPresent();
        letPass(IDLE);
        assertThat(store.find("a", IDLE)).as("idle for too long").isEmpty();
    }

    @Test
    void keepsASessionOfAnyIdleTimeAliveWhileItIsUsed() {
        Duration brief = Duration.ofSeconds(40);
        store.put(session("a", LIN, ""), brief);

        for (int i = 0; i < 5; i++) {
            letPass(Duration.ofSeconds(30));
            assertThat(store.find("a", brief)).isPresent();
        }
    }

    @Test
    void endsOneSessionAndLeavesTheOthers() {
        store.put(session("a", LIN, ""), IDLE);
        store.put(session("b", LIN, ""), IDLE);

        store.remove("a");

        assertThat(store.find("a", IDLE)).isEmpty();
        assertThat(store.find("b", IDLE)).isPresent();
    }

    @Test
    void endsAllSessionsOfAPersonAndNobodyElses() {
        store.put(session("a", LIN, ""), IDLE);
        store.put(session("b", LIN, ""), IDLE);
        store.put(session("c", WU, ""), IDLE);

        store.removeAllOf(LIN.name());
        store.removeAllOf("nobody");

        assertThat(store.find("a", IDLE)).isEmpty();
        assertThat(store.find("b", IDLE)).isEmpty();
        assertThat(store.find("c", IDLE)).isPresent();
    }

    private static StoredSession session(String idHash, Principal principal, String token) {
        return new StoredSession(idHash, principal, token, Instant.parse("2026-05-01T08:00:00Z"));
    }
}
