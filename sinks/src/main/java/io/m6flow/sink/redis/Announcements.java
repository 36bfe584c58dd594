package io.m6flow.sink.redis;

import io.m6flow.sink.Rejections;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStore.Recorded;
import io.m6flow.sink.webhook.IntentStoreException;
import io.m6flow.sink.webhook.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Records what is announced for each endpoint that wants it. Confined to the task's thread. */
final class Announcements implements BatchWriter.Destination<Announcement> {
    private final IntentStore store;
    private final Rejections rejections;

    Announcements(IntentStore store, Rejections rejections) {
        this.store = store;
        this.rejections = rejections;
    }

    @Override
    public void apply(List<Announcement> batch) throws IOException {
        try {
            for (Map.Entry<EndpointName, Subscription> endpoint :
                    store.subscriptions().entrySet()) {
                List<Announcement> wanted = batch.stream()
                        .filter(announcement -> announcement.isFor(endpoint.getValue()))
                        .toList();
                if (!wanted.isEmpty()) {
                    record(endpoint.getKey(), wanted);
                }
            }
        } catch (IntentStoreException e) {
            throw new IOException(e.getMessage() + "; what was published is announced when the job restarts", e);
        }
    }

    private void record(EndpointName endpoint, List<Announcement> wanted) throws IOException {
        List<Recorded> recorded =
                store.record(endpoint, wanted.stream().map(Announcement::intent).toList());
        for (int i = 0; i < recorded.size(); i++) {
            if (recorded.get(i) == Recorded.DROPPED) {
                rejections.reject(
                        wanted.get(i).content(),
                        "too much waits for webhook endpoint " + endpoint
                                + "; mend or remove the endpoint, then replay this");
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
