package io.m6flow.job.session;

import io.m6flow.job.event.EventRef;

/**
 * A session has ended.
 *
 * @param passages how many passages it had
 * @param last the segment that came last
 */
public record SessionEnd(String orderKey, int passages, EventRef last) {}
