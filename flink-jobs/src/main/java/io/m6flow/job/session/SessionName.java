package io.m6flow.job.session;

import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;

/** Whose session it is and which; the key of the operators that keep something for each session. */
record SessionName(TenantId tenant, SessionId session) {

    /** Reads an order key of a session, {@code tenant|sessionId}; neither part holds the bar. */
    static SessionName of(String orderKey) {
        int bar = orderKey.indexOf('|');
        return new SessionName(new TenantId(orderKey.substring(0, bar)), new SessionId(orderKey.substring(bar + 1)));
    }

    String orderKey() {
        return tenant + "|" + session;
    }
}
