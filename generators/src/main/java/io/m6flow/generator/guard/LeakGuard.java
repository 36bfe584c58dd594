package io.m6flow.generator.guard;

import io.m6flow.generator.ContentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds control tokens of models, and words of what a model was told or says about itself. */
final class LeakGuard implements Guard {
    private static final Pattern TOKEN = Pattern.compile(
            "</?(?:"
                    + Arrays.stream(ContentKind.values()).map(ContentKind::task).collect(Collectors.joining("|"))
                    + "|s|pad|unk|bos|eos|mask|sep|cls|think)>|\\[(?:unk|pad|cls|sep|mask|bos|eos|inst|/inst)]|<\\|[^|>]{1,30}\\|>",
            Pattern.CASE_INSENSITIVE);

    /** From the instructions to models that converse, and from their usual manners. None stands in ordinary copy. */
    private static final List<String> PHRASES = List.of(
            "你是电商平台",
            "你为电商",
            "根据下面的商品资料",
            "从下面的商品资料",
            "下面是直播口播的",
            "商品资料写一",
            "只依据用户给出",
            "只写素材里",
            "素材里有的事实",
            "只输出这个词语",
            "只输出整理后",
            "只输出正文",
            "直接输出正文",
            "以句号结尾",
            "必须是资料里的原话",
            "不用绝对化用语",
            "不超过六十个字",
            "不超过120",
            "个汉字，",
            "transcript",
            "system prompt",
            "作为一个ai",
            "作为ai",
            "作为人工智能",
            "语言模型",
            "以下是为您",
            "以下是为你",
            "以下是推荐理由",
            "推荐理由：",
            "推荐理由:",
            "希望这段",
            "assistant:",
            "assistant：",
            "```");

    /** What those begin with; most places of a text are passed over at once. */
    private static final Signs BEGINNINGS = new Signs(PHRASES.stream()
            .map(phrase -> phrase.substring(0, 1))
            .map(first -> first + first.toUpperCase(Locale.ROOT))
            .collect(Collectors.joining()));

    /** And the sign after that. */
    private static final Signs SECONDS = new Signs(PHRASES.stream()
            .map(phrase -> phrase.substring(1, 2))
            .map(second -> second + second.toUpperCase(Locale.ROOT))
            .collect(Collectors.joining()));

    @Override
    public List<Finding> check(Draft draft) {
        String text = draft.text();
        List<Finding> findings = new ArrayList<>();
        if (text.indexOf('<') >= 0 || text.indexOf('[') >= 0) {
            Matcher matcher = TOKEN.matcher(text);
            while (matcher.find()) {
                findings.add(finding(matcher.start(), matcher.end(), "模型的控制符号漏进了正文"));
            }
        }
        firstPlaces(text).forEach((phrase, at) -> {
            if (!draft.source().transcript().toLowerCase(Locale.ROOT).contains(phrase)) {
                findings.add(finding(at, at + phrase.length(), "写作指令或客套话漏进了正文"));
            }
        });
        return findings;
    }

    /** Of the phrases that stand in the text. */
    private static Map<String, Integer> firstPlaces(String text) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int at = 0; at + 1 < text.length(); at++) {
            if (BEGINNINGS.has(text.charAt(at)) && SECONDS.has(text.charAt(at + 1))) {
                for (String phrase : PHRASES) {
                    if (text.regionMatches(true, at, phrase, 0, phrase.length())) {
                        places.putIfAbsent(phrase, at);
                    }
                }
            }
        }
        return places;
    }

    private static Finding finding(int start, int end, String message) {
        return new Finding("LEAK", start, end, Severity.ERROR, message, "");
    }
}
