package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.m6flow.review.ReviewQueue;
import java.time.Clock;
import java.util.List;

/** Tells the reviewers' pages that are open what changes in the queue. Thread-safe. */
final class ChangeFeed implements AutoCloseable {
    private static final String PATH = "/review/events";

    /** Confined to the looking thread. */
    private final QueueWatch watch;

    private final Listeners listeners;

    ChangeFeed(ReviewQueue queue, Gate gate, Clock clock, FeedThreads threads) {
        this.watch = new QueueWatch(queue);
        this.listeners = new Listeners(gate, clock, threads, this::look);
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, request -> listeners.letIn(request, listener -> {}), Access.REVIEW);
        listeners.addTo(routes);
    }

    /** How many pages listen. */
    int listeners() {
        return listeners.all().size();
    }

    /** What has changed goes to those who may see it. */
    private void look() {
        watch.changes()
                .ifPresent(changes ->
                        listeners.all().forEach(each -> each.tell(List.of(eventFor(each.principal(), changes)))));
    }

    private static ServerEvent eventFor(Principal principal, QueueWatch.Changes changes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("waiting", changes.waiting());
        ArrayNode items = json.putArray("items");
        changes.items().forEach((ref, standing) -> {
            if (principal.mayRead(ref.tenant())) {
                items.addObject()
                        .put("item", ItemParameter.write(ref))
                        .put("state", standing.state().name())
                        .put("by", standing.by())
                        .put("mine", standing.by().equals(principal.name()));
            }
        });
        return new ServerEvent("queue", json.toString());
    }

    @Override
    public void close() {
        listeners.close();
    }
}
