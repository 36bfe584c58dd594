package io.m6flow.job.writing;

import io.m6flow.schema.ContentDraft;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What is being written just now, so that a newer revision calls an older one of the same content off: its draft would be
 * void on arrival. Requests for one content come in order to one place. Safe for many threads.
 */
final class Underway {
    private record Work(long revision, CompletableFuture<Void> calledOff) {}

    private final ConcurrentMap<String, Work> byContent = new ConcurrentHashMap<>();

    /** Calls older work off. The future completes if this work is called off in its turn. */
    CompletableFuture<Void> begin(WriteRequest request) {
        Work mine = new Work(request.blank().getSubjectRevision(), new CompletableFuture<>());
        Work before = byContent.put(key(request), mine);
        if (before != null && before.revision() < mine.revision()) {
            before.calledOff().complete(null);
        }
        return mine.calledOff();
    }

    /** The work that began with this future is over. */
    void end(WriteRequest request, CompletableFuture<Void> begun) {
        byContent.computeIfPresent(key(request), (key, work) -> work.calledOff() == begun ? null : work);
    }

    private static String key(WriteRequest request) {
        ContentDraft blank = request.blank();
        return blank.getTenant() + "|" + blank.getKind() + "|" + blank.getSubject();
    }
}
