package io.m6flow.job.writing;

import io.m6flow.job.event.Rejection;
import io.m6flow.schema.ContentDraft;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of a request: a draft, or the reason why there is none, or neither where a newer revision called it off. */
public record WriteResult(
        WriteRequest request,
        @Nullable ContentDraft draft,
        @Nullable Rejection rejection) {

    static WriteResult written(WriteRequest request, ContentDraft draft) {
        return new WriteResult(request, draft, null);
    }

    static WriteResult failed(WriteRequest request, Rejection rejection) {
        return new WriteResult(request, null, rejection);
    }

    static WriteResult calledOff(WriteRequest request) {
        return new WriteResult(request, null, null);
    }

    /** Answers with the function that fits. */
    public <R> R fold(Function<ContentDraft, R> written, Function<Rejection, R> failed, Supplier<R> calledOff) {
        if (draft != null) {
            return written.apply(draft);
        }
        return rejection != null ? failed.apply(rejection) : calledOff.get();
    }
}
