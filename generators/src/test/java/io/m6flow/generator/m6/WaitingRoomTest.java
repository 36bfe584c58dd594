package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Priority;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Service;
import io.m6flow.generator.line.FairLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom(20);

    private static Request request(String id, String tenant, Priority priority) {
        Prompt prompt = Prompt.of(id, ContentKind.SUMMARY, new Material.Text("文"), 1)
                .withService(new Service(tenant, priority, null));
        Plan plan = new Plan.Write(new int[] {1}, Decoding.greedy(5), List::of, List.of());
        return new Request(prompt, plan, new Request.Signature("m", "v", "p"), new Time(() -> Instant.EPOCH, () -> 0));
    }

    private void enter(String id, String tenant, Priority priority) {
        assertThat(room.offer(request(id, tenant, priority))).isTrue();
    }

    private String next() {
        return Objects.requireNonNull(room.poll()).prompt.id();
    }

    @Test
    void takesAsManyAsItHoldsAndOneMoreNot() {
        for (int i = 0; i < 20; i++) {
            enter("r" + i, "t", Priority.CATALOGUE);
        }
        assertThat(room.offer(request("r20", "t", Priority.LIVE))).isFalse();
        assertThat(next()).isEqualTo("r0");
        assertThat(room.offer(request("r20", "t", Priority.LIVE))).isTrue();
    }

    @Test
    void liveGoesFirstButOneTurnInEightIsTheOthers() {
        for (int i = 0; i < 10; i++) {
            enter("live" + i, "t", Priority.LIVE);
        }
        enter("copy0", "t", Priority.CATALOGUE);
        enter("copy1", "t", Priority.CATALOGUE);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            order.add(next());
        }
        assertThat(order.indexOf("copy0")).isEqualTo(FairLine.TURN_OF_THE_OTHERS - 1);
        assertThat(order).doesNotContain("copy1");
    }

    @Test
    void tenantsTakeTurnsByWhatTheyWereServed() {
        for (int i = 0; i < 8; i++) {
            enter("big" + i, "big", Priority.CATALOGUE);
        }
        enter("small0", "small", Priority.CATALOGUE);
        enter("small1", "small", Priority.CATALOGUE);
        assertThat(next()).isEqualTo("big0");
        room.charge("big", 100);
        assertThat(next()).isEqualTo("small0");
        room.charge("small", 60);
        assertThat(next()).isEqualTo("small1");
        room.charge("small", 60);
        assertThat(next()).isEqualTo("big1");
    }

    @Test
    void whoComesBackHasSavedUpNothing() {
        enter("a0", "a", Priority.CATALOGUE);
        next();
        room.charge("b", 1_000);
        enter("b0", "b", Priority.CATALOGUE);
        enter("b1", "b", Priority.CATALOGUE);
        enter("a1", "a", Priority.CATALOGUE);
        room.charge("a", 1);
        assertThat(List.of(next(), next(), next())).containsExactly("b0", "b1", "a1");
    }

    @Test
    void whatIsNotUsedIsGivenBack() {
        enter("a0", "a", Priority.CATALOGUE);
        enter("b0", "b", Priority.CATALOGUE);
        room.charge("a", 500);
        room.charge("b", 100);
        room.charge("a", -450);
        assertThat(next()).isEqualTo("a0");
    }

    @Test
    void sweepsOutWhatNobodyWaitsFor() {
        Request gone = request("gone", "t", Priority.LIVE);
        room.offer(gone);
        enter("stays", "t", Priority.LIVE);
        gone.future.cancel(false);
        assertThat(room.sweep(0)).containsExactly(gone);
        assertThat(room.size()).isEqualTo(1);
        assertThat(next()).isEqualTo("stays");
        assertThat(room.poll()).isNull();
    }

    @Test
    void aClosedRoomLetsNobodyIn() {
        enter("inside", "t", Priority.LIVE);
        assertThat(room.close()).hasSize(1);
        assertThat(room.offer(request("outside", "t", Priority.LIVE))).isFalse();
        assertThat(room.await(null)).isTrue();
    }
}
