package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What merchants and operators are told of what is published, over real connections. */
class PublishedFeedTest {
    private static final String SHOP = "/api/v1/content/events";
    private static final String SESSION = "/api/v1/sessions/LS-1/events";

    @RegisterExtension
    final RunningServer server = new RunningServer();

    @Test
    void beginsWithWhatStandsAndGoesOnWithWhatComes() {
        copy("P-1", "雪纺轻盈");
        EventStream shop = listen(RunningServer.MERCHANT, SHOP);
        assertThat(shop.events(1).get(0).name()).isEqualTo("content");

        copy("P-2", "法式碎花季");
        server.view.retractCopy("M-1", Kind.REASON, "P-1");

        List<EventStream.Event> events = shop.events(3);
        assertThat(events.subList(0, 2)).extracting(EventStream.Event::text).containsExactly("雪纺轻盈", "法式碎花季");
        assertThat(events.get(2).name()).isEqualTo("retracted");
        assertThat(events.get(2).data())
                .isEqualTo("{\"tenant\":\"M-1\",\"kind\":\"REASON\",\"subject\":\"P-1\",\"publishSequence\":2}");
        assertThat(events).extracting(EventStream.Event::id).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void showsEachEntryAsTheListDoes() {
        copy("P-1", "雪纺轻盈");

        String event = listen(RunningServer.MERCHANT, SHOP).events(1).get(0).data();

        assertThat(event)
                .isEqualTo(WebClient.json(server.program(RunningServer.MERCHANT).get("/api/v1/content"))
                        .path("content")
                        .path(0)
                        .toString());
    }

    @Test
    void goesOnAfterTheLastEventThatOneHasHeard() throws IOException {
        copy("P-1", "第一条");
        copy("P-2", "第二条");
        EventStream first = listen(RunningServer.MERCHANT, SHOP);
        List<EventStream.Event> heard = first.events(2);
        first.close();
        copy("P-3", "第三条");

        EventStream byHeader = EventStream.open(server.program(RunningServer.MERCHANT)
                .request(SHOP + "?after=" + heard.get(1).id())
                .setHeader("Last-Event-ID", heard.get(0).id()));
        EventStream byParameter =
                listen(RunningServer.MERCHANT, SHOP + "?after=" + heard.get(1).id());

        assertThat(byHeader.events(2)).extracting(EventStream.Event::text).containsExactly("第二条", "第三条");
        assertThat(byParameter.events(1)).extracting(EventStream.Event::text).containsExactly("第三条");
    }

    @Test
    void tellsWhoComesWithACursorOfAnEarlierViewToForgetWhatItHolds() {
        copy("P-1", "旧的");
        EventStream before = listen(RunningServer.MERCHANT, SHOP);
        String old = before.events(1).get(0).id();

        server.view.clear();
        copy("P-2", "新的");
        copy("P-3", "更新的");

        List<EventStream.Event> anew =
                listen(RunningServer.MERCHANT, SHOP + "?after=" + old).events(3);
        assertThat(anew).extracting(EventStream.Event::name).containsExactly("reset", "content", "content");
        assertThat(anew.get(0).id()).as("until it has heard the rest").isEmpty();
        assertThat(before.events(4).get(1).name())
                .as("and who listens meanwhile")
                .isEqualTo("reset");
    }

    @Test
    void doesNotTroubleANewcomerWithWhatWasRetractedLongAgo() {
        copy("P-1", "要撤回的");
        server.view.retractCopy("M-1", Kind.REASON, "P-1");
        copy("P-2", "留下的");

        EventStream shop = listen(RunningServer.MERCHANT, SHOP);
        shop.events(1);
        server.view.retractCopy("M-1", Kind.REASON, "P-2");

        assertThat(shop.events(2)).extracting(EventStream.Event::name).containsExactly("content", "retracted");
    }

    @Test
    void carriesACatalogueInPartsAndAllOfIt() {
        for (int i = 0; i < 450; i++) {
            copy("P-" + i, "第" + i + "条");
        }

        List<EventStream.Event> events = listen(RunningServer.MERCHANT, SHOP).events(450);

        assertThat(events)
                .hasSize(450)
                .extracting(event -> event.json().path("subject").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void oneLookServesAllWhoListenToTheSame() {
        copy("P-1", "雪纺轻盈");
        List<EventStream> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            many.add(listen(RunningServer.MERCHANT, SHOP));
        }
        many.forEach(each -> each.events(1));
        int before = server.view.looks().size();
        copy("P-2", "法式碎花季");

        many.forEach(each -> each.events(2));

        EventStream.patiently()
                .untilAsserted(() -> assertThat(server.view.looks()).hasSizeGreaterThan(before + 2));
        assertThat(server.view.looks().subList(before, server.view.looks().size()))
                .as("listings asked for in each look")
                .containsOnly(1);
    }

    @Test
    void tellsAMerchantNothingOfOthers() {
        EventStream own = listen(RunningServer.MERCHANT, SHOP);
        EventStream house = listen(RunningServer.HOUSE, SHOP + "?tenant=M-2");

        server.view.publishCopy("M-2", Kind.REASON, "P-9", "别家的", Drafts.CREATED);
        house.events(1);
        copy("P-1", "自家的");

        assertThat(own.events(1)).extracting(EventStream.Event::text).containsExactly("自家的");
        assertThat(status(RunningServer.MERCHANT, SHOP + "?tenant=M-2")).isEqualTo(403);
        assertThat(status(RunningServer.HOUSE, SHOP)).as("whose?").isEqualTo(400);
        assertThat(status(RunningServer.OPERATOR, SHOP)).isEqualTo(403);
        assertThat(status(RunningServer.LIN, SESSION)).isEqualTo(403);
        assertThat(EventStream.answer(server.anonymous().request(SHOP)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void waitsForASessionThatHasNotBegunAndForOnesOwnAlone() {
        EventStream own = listen(RunningServer.OPERATOR, SESSION);
        EventStream others = listen(RunningServer.OPERATOR, "/api/v1/sessions/LS-2/events");
        EventStream all = listen(RunningServer.ALL_OPERATOR, "/api/v1/sessions/LS-2/events");

        server.view.publishPassage("H-2", "LS-2", 0, "别家的直播", Drafts.CREATED);
        assertThat(all.events(1)).extracting(EventStream.Event::text).containsExactly("别家的直播");
        server.view.publishPassage("H-1", "LS-1", 0, "第一段", Drafts.CREATED);
        server.view.publishSummary("H-1", "LS-1", "全场摘要", Drafts.CREATED);

        assertThat(own.events(2)).extracting(EventStream.Event::text).containsExactly("第一段", "全场摘要");
        assertThat(others.events()).as("as a session that never was").isEmpty();
        assertThat(others.hasEnded()).isFalse();
    }

    @Test
    void endsWithTheSessionItBelongsTo() {
        WebClient left = server.browser(RunningServer.MERCHANT);
        WebClient stays = server.browser(RunningServer.MERCHANT);
        EventStream one = EventStream.open(left.request(SHOP));
        EventStream other = EventStream.open(stays.request(SHOP));

        left.form("/sign-out");
        one.awaitEnd();
        assertThat(other.hasEnded()).isFalse();

        EventStream program = listen(RunningServer.MERCHANT, SHOP);
        stays.form("/sign-out-everywhere");
        other.awaitEnd();
        assertThat(program.hasEnded()).as("signed in by itself").isFalse();
    }

    @Test
    void endsByItselfAfterAWhile() {
        EventStream shop = listen(RunningServer.MERCHANT, SHOP);

        server.clock.advance(Listeners.LONGEST);

        shop.awaitEnd();
        EventStream.patiently().until(() -> server.listeners() == 0);
    }

    @Test
    void refusesWhatItCannotServe() {
        assertThat(status(RunningServer.MERCHANT, SHOP + "?after=nonsense")).isEqualTo(400);
        HttpResponse<String> plain = server.program(RunningServer.MERCHANT).get(SHOP);
        assertThat(plain.statusCode()).isEqualTo(406);
        assertThat(plain.body()).contains("send Accept: text/event-stream");
        assertThat(server.listeners()).isZero();
    }

    @Test
    void letsOnePrincipalListenOnSoManyConnectionsAndNoMore() {
        for (int i = 0; i < Listeners.MOST_OF_ONE; i++) {
            assertThat(status(RunningServer.MERCHANT, SHOP)).isEqualTo(200);
        }
        EventStream.patiently().until(() -> server.listeners() == Listeners.MOST_OF_ONE);

        HttpResponse<InputStream> refused =
                EventStream.answer(server.program(RunningServer.MERCHANT).request(SHOP));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("30");
        assertThat(status(RunningServer.HOUSE, SHOP + "?tenant=M-1")).isEqualTo(200);
    }

    @Test
    void dropsWhoDoesNotTakeInWhatItIsTold() throws IOException {
        String text = "长".repeat(20_000);
        for (int i = 0; i < 200; i++) {
            copy("P-" + i, text);
        }
        EventStream well = listen(RunningServer.HOUSE, SHOP + "?tenant=M-1");
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            String request =
                    "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(SHOP, RunningServer.MERCHANT);
            slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            well.events(200);
            EventStream.patiently().until(() -> server.listeners() == 2);

            server.clock.advance(FeedListener.PATIENCE.plusMillis(1));

            EventStream.patiently().until(() -> server.listeners() == 1);
            copy("P-0", "短的");
            assertThat(well.events(201).get(200).text()).as("the others go on").isEqualTo("短的");
        }
    }

    @Test
    void countsStreamsAmongNoLatencies() {
        listen(RunningServer.MERCHANT, SHOP);
        status(RunningServer.OPERATOR, SHOP);
        server.clock.advance(Listeners.LONGEST);
        EventStream.patiently().until(() -> server.listeners() == 0);

        String meters = server.program(RunningServer.ADMIN).get("/metrics").body();

        assertThat(meters)
                .contains("route=\"/api/v1/content/events\",status=\"403\"")
                .doesNotContain("route=\"/api/v1/content/events\",status=\"200\"");
    }

    private void copy(String product, String text) {
        server.view.publishCopy("M-1", Kind.REASON, product, text, Drafts.CREATED);
    }

    private EventStream listen(String token, String path) {
        return EventStream.open(server.program(token).request(path));
    }

    private int status(String token, String path) {
        return EventStream.answer(server.program(token).request(path)).statusCode();
    }
}
