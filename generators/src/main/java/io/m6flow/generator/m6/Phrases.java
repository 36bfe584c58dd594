package io.m6flow.generator.m6;

import io.m6flow.generator.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts a product's attributes into the slots of {@code plain-grammar.txt}, every word as the source has it. */
final class Phrases {
    private static final Pattern PARTS = Pattern.compile("[、/+,，;；|()（）\\[\\]【】 ]+");
    private static final Set<String> NOTHING =
            Set.of("无", "否", "其他", "其它", "other", "other/其他", "其他/other", "常规", "见封面", "见包装");
    private static final Set<String> SAYING = Set.of("有", "支持", "适用", "未添加", "不含", "含");
    private static final String FITS = "适用";
    private static final String BEARS = "支持";
    private static final Pattern DIGIT_FIRST = Pattern.compile("[0-9A-Za-z≤≥<>约±-].*");
    private static final Map<String, Pattern> SLOTS = Map.of(
            "{matter}", Pattern.compile("材质|面料"),
            "{made}", Pattern.compile("工艺|织法|结构|搭建|出芯|图案|款式|纹路"),
            "{holds}", Pattern.compile("成分|配料"),
            "{parts}", Pattern.compile("附件|配件"));
    private static final Pattern ALL_HANZI = Pattern.compile("[\u4e00-\u9fff]+");
    private static final Pattern THINGS = Pattern.compile("附件|配件|配料|适用|尺码|发货|储存|清洗|安装");
    private static final int LONGEST = 14;
    private static final int LONGEST_QUALITY = 5;

    private Phrases() {}

    static Map<String, List<String>> of(List<String> nouns, List<Attribute> attributes) {
        Map<String, List<String>> slots = new LinkedHashMap<>();
        slots.put("{noun}", List.copyOf(nouns));
        for (Attribute a : attributes) {
            if (!saysNothing(a.value())) {
                place(a, slots);
            }
        }
        if (slots.keySet().stream().allMatch(slot -> slot.equals("{noun}") || slot.equals("{quality}"))) {
            slots.put("{none}", List.of("，"));
        }
        return slots;
    }

    /** A garment's facts serve for its theme only. */
    static Map<String, List<String>> ofGarment(String noun, Set<String> words) {
        List<String> qualities = words.stream()
                .filter(word -> isQuality(word) && !noun.contains(word) && !word.contains(noun))
                .toList();
        return Map.of("{noun}", List.of(noun), "{quality}", qualities);
    }

    private static boolean isQuality(String word) {
        return word.length() > 1
                && word.length() <= LONGEST_QUALITY
                && ALL_HANZI.matcher(word).matches();
    }

    static boolean saysNothing(String value) {
        return NOTHING.contains(value);
    }

    /** A value that needs its name to mean anything, such as 支持. */
    static boolean isSaying(String value) {
        return SAYING.contains(value);
    }

    /** A value's parts, cut at list marks and spaces. */
    static List<String> parts(String value) {
        return Stream.of(PARTS.split(value)).filter(part -> !part.isEmpty()).toList();
    }

    private static void place(Attribute a, Map<String, List<String>> slots) {
        if (!THINGS.matcher(a.name()).find()) {
            parts(a.value()).stream()
                    .filter(part -> isQuality(part) && !isSaying(part) && !part.equals("是"))
                    .forEach(part -> slots.computeIfAbsent("{quality}", s -> new ArrayList<>())
                            .add(part));
        }
        for (Map.Entry<String, Pattern> slot : SLOTS.entrySet()) {
            if (slot.getValue().matcher(a.name()).find()) {
                List<String> parts = parts(a.value()).stream()
                        .filter(part -> part.length() > 1 && part.length() <= LONGEST)
                        .toList();
                slots.computeIfAbsent(slot.getKey(), s -> new ArrayList<>()).addAll(parts);
                return;
            }
        }
        if (a.name().length() + a.value().length() <= LONGEST) {
            slots.computeIfAbsent("{told}", s -> new ArrayList<>()).add(told(a));
        }
    }

    /** A fact as a phrase: 支持热插拔, 可冲厕所, 主动降噪, 适用全期猫, 净含量50g, 产地为宜兴. */
    private static String told(Attribute a) {
        String name = a.name();
        String value = a.value();
        if (SAYING.contains(value)) {
            return value + name;
        }
        if (value.equals("是")) {
            return name;
        }
        if (name.equals(FITS)) {
            return name + value;
        }
        if (value.startsWith(BEARS)
                || value.contains(name)
                || (name.length() > 2 && value.contains(name.substring(1)))) {
            return value;
        }
        return DIGIT_FIRST.matcher(value).matches() ? name + value : name + "为" + value;
    }
}
