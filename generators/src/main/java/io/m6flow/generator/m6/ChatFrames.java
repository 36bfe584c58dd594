package io.m6flow.generator.m6;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The frames of a model that converses: the system's words, the user's with the source last, the model's turn. */
final class ChatFrames implements Frames {
    private final Map<String, int[]> before = new HashMap<>();
    private final Map<String, int[]> after = new HashMap<>();

    private ChatFrames() {}

    /** Renders the model's chat template once for each kind; control tokens come out of the template alone. */
    static ChatFrames of(ModelFolder folder) {
        ChatTemplate template = ChatTemplate.of(folder.path());
        ChatTasks tasks = ChatTasks.read();
        ChatFrames frames = new ChatFrames();
        for (ContentKind kind : ContentKind.values()) {
            ChatTemplate.Around around = template.around(tasks.system(), tasks.user(kind.task()));
            frames.before.put(kind.task(), folder.vocabulary().encodeTemplate(around.before()));
            frames.after.put(kind.task(), folder.vocabulary().encodeTemplate(around.after()));
        }
        return frames;
    }

    @Override
    public String version() {
        return "chat-prompts-1";
    }

    @Override
    public String task(ContentKind kind) {
        return kind.task();
    }

    @Override
    public int size(String task) {
        return around(task, new int[0]).length;
    }

    @Override
    public int[] around(String task, int[] source) {
        return Stream.of(Objects.requireNonNull(before.get(task)), source, Objects.requireNonNull(after.get(task)))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /** A line for each fact: title, category, attributes. */
    @Override
    public String product(
            ContentKind kind,
            Material.Product product,
            Facts facts,
            ToIntFunction<String> tokens,
            int limit,
            List<String> notes) {
        List<String> lines = new ArrayList<>();
        add("标题", product.title(), lines);
        add("类目", product.category(), lines);
        int attributesFrom = lines.size();
        for (Attribute attribute : product.attributes()) {
            add(Normal.source(attribute.name()), attribute.value(), lines);
        }
        String lead = String.join("\n", lines.subList(0, attributesFrom));
        return Listing.of(lead, lines.subList(attributesFrom, lines.size()), "\n", tokens, limit, notes);
    }

    private static void add(String name, String raw, List<String> lines) {
        String value = Normal.source(raw);
        if (!name.isEmpty() && !value.isEmpty()) {
            lines.add(name + "：" + value);
        }
    }
}
