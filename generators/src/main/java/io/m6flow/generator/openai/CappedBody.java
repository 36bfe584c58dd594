package io.m6flow.generator.openai;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes a response's body in, up to a limit: no server can fill this process's memory. Confined to one exchange. */
final class CappedBody implements BodySubscriber<byte[]> {
    private static final long LIMIT = 4L << 20;

    private final BodySubscriber<byte[]> taker = BodySubscribers.ofByteArray();
    private Flow.@Nullable Subscription subscription;
    private long taken;

    @Override
    public CompletionStage<byte[]> getBody() {
        return taker.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        taker.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        taken += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (taken > LIMIT && subscription != null) {
            subscription.cancel();
            taker.onError(new IOException("the body is longer than " + LIMIT + " bytes"));
        } else {
            taker.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable fault) {
        taker.onError(fault);
    }

    @Override
    public void onComplete() {
        taker.onComplete();
    }
}
