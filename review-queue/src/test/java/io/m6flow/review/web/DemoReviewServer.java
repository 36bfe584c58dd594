package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReferenceQueue;
import io.m6flow.review.ReferenceTerms;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.schema.Alternative;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the pages by hand, over queues in memory filled from a file of products: arguments are the port and
 * the file (JSON Lines with productId, merchantId, title, category, attributes, price, references).
 */
public final class DemoReviewServer {
    static final String REVIEWER_TOKEN = "reviewer-demo-token";
    private static final String LIVE_HOST = "H-02";

    private DemoReviewServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Clock clock = Clock.system(ZoneId.of("Asia/Shanghai"));
        ReferenceQueue queue = new ReferenceQueue(
                clock, QueueRules.DEFAULT.withLease(Duration.ofMinutes(2)).withTwoPersons(Set.of(Kind.THEME)));
        ReferenceView view = new ReferenceView();
        fill(queue, view, Files.readAllLines(Path.of(args[1])), clock);
        AccessTokens tokens = AccessTokens.of(Map.of(
                REVIEWER_TOKEN,
                new Principal("林小满", Role.REVIEWER, Optional.empty()),
                "second-demo-token",
                new Principal("吴峰", Role.REVIEWER, Optional.empty()),
                "the-lead-demo-token",
                new Principal("陈组长", Role.LEAD, Optional.empty()),
                "merchant-demo-token",
                new Principal("商家一", Role.MERCHANT, Optional.of(new TenantId("M-D01"))),
                "operator-demo-token",
                new Principal("场控", Role.OPERATOR, Optional.empty())));
        WebParts parts = new WebParts(
                        tokens,
                        new ReferenceLists(queue, view),
                        new ReferenceSessions(clock),
                        new ReferenceAnswers(clock, AnswerLimits.DEFAULT),
                        Optional.empty())
                .withInsight(new Insight(new SampleNumbers(), Optional::empty, () -> Optional.of(SampleTrial.usual())))
                .withTerms(new ReferenceTerms());
        WebSettings settings = WebSettings.defaults().withPort(Integer.parseInt(args[0]));
        try (ReviewServer server = new ReviewServer(queue, view, parts, settings, clock)) {
            server.start();
            System.out.println(server.address() + "/sign-in#token=" + REVIEWER_TOKEN);
            Thread.currentThread().join();
        }
    }

    static void fill(ReferenceQueue queue, ReferenceView view, List<String> products, Clock clock) {
        long offset = 0;
        for (String said : SAID) {
            queue.admit(speech((int) offset, said), position(offset++), new Ruling.AwaitPerson());
        }
        for (String line : products) {
            JsonNode product = JsonRecords.read(line);
            String id = product.path("productId").asText();
            JsonNode references = product.path("references");
            String reason = references.path("reason").path(0).asText();
            queue.admit(reason(product, offset == SAID.size()), position(offset++), new Ruling.AwaitPerson());
            for (Kind kind : List.of(Kind.THEME, Kind.HINT, Kind.BADGE)) {
                String text = references.path(Code.lower(kind)).asText();
                queue.admit(draft(product, kind, text).build(), position(offset++), new Ruling.AwaitPerson());
                view.publishCopy(product.path("merchantId").asText(), kind, id, text, clock.instant());
            }
            view.publishCopy(product.path("merchantId").asText(), Kind.REASON, id, reason, clock.instant());
        }
        view.publishPassage(LIVE_HOST, "LS-D1", 0, "晚上好，欢迎刚进来的姐妹。今天一共就三样，两件衣服、一双鞋。", clock.instant());
        view.publishPassage(LIVE_HOST, "LS-D1", 2, "领子是V领，腰线做得高，裙子长度到小腿中间。", clock.instant());
        view.publishSummary(LIVE_HOST, "LS-D1", "本场介绍碎花雪纺连衣裙、半高领针织衫和牛皮乐福鞋三款，逐一讲了面料、尺码、洗护与价格。", clock.instant());
    }

    private static final List<String> SAID =
            List.of("嗯好先看一号啊碎花这条裙子它是雪纺的就是里面一整层里布你对着光看啊不透的", "有姐妹问能不能机洗嗯装洗衣袋轻柔档可以别拧挂起来它自己就垂下去了");

    private static ContentDraft speech(int index, String said) {
        String text = index == 0 ? "好，先看一号，碎花这条裙子。它是雪纺的，里面一整层里布，你对着光看，不透的。" : "有姐妹问能不能机洗，装洗衣袋轻柔档可以，别拧，挂起来它自己就垂下去了。";
        return Drafts.script(LIVE_HOST, "LS-D2", index, said, text)
                .setDeadline(Instant.now().plusSeconds(240))
                .setEvidence(List.of(new Evidence(0, 5, "transcript", 61_000L)))
                .build();
    }

    private static ContentDraft reason(JsonNode product, boolean withFinding) {
        List<String> texts = new ArrayList<>();
        product.path("references").path("reason").forEach(each -> texts.add(each.asText()));
        String text = withFinding ? texts.get(0) + "绝对是今夏最显瘦的一条。" : texts.get(0);
        ContentDraft.Builder draft = draft(product, Kind.REASON, text)
                .setEvidence(evidence(product, text))
                .setScores(Map.of("likelihood", 0.913, "coverage", 0.64))
                .setTrace(new GenerationTrace(
                        "m6-nano", "9f3c1ab2", "reason-3", 7_281_993L, 61, 38, 14L, 482L, List.of()));
        List<Alternative> others = new ArrayList<>();
        texts.subList(1, texts.size()).forEach(other -> others.add(new Alternative(other, 0.84, 11L)));
        draft.setAlternatives(others);
        if (withFinding) {
            int at = text.indexOf("最显瘦");
            draft.setFindings(List.of(
                    new Finding("adlaw.superlative", at, at + 3, Severity.ERROR, "绝对化用语，广告法第九条", "换成“显瘦”"),
                    new Finding("facts.unsupported", at - 2, at, Severity.WARNING, "商品信息里没有依据", null)));
        }
        return draft.build();
    }

    private static List<Evidence> evidence(JsonNode product, String text) {
        List<Evidence> found = new ArrayList<>();
        product.path("attributes").properties().forEach(attribute -> {
            int at = text.indexOf(attribute.getValue().asText());
            if (at >= 0) {
                found.add(new Evidence(at, at + attribute.getValue().asText().length(), attribute.getKey(), null));
            }
        });
        return found;
    }

    private static ContentDraft.Builder draft(JsonNode product, Kind kind, String text) {
        List<Attribute> attributes = new ArrayList<>();
        product.path("attributes")
                .properties()
                .forEach(each -> attributes.add(
                        new Attribute(each.getKey(), each.getValue().asText())));
        Source source = Source.newBuilder()
                .setTitle(product.path("title").asText())
                .setCategory(product.path("category").asText())
                .setPrice(product.path("price").asText())
                .setAttributes(attributes)
                .build();
        return Drafts.product(
                        product.path("merchantId").asText(),
                        kind,
                        product.path("productId").asText(),
                        text)
                .setSource(source);
    }

    private static SourcePosition position(long offset) {
        return new SourcePosition("content.drafts", 0, offset);
    }
}
