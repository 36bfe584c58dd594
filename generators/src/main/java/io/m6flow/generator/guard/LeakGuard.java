package io.m6flow.generator.guard;

import io.m6flow.generator.ContentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds control tokens of models, and words of what a model was told or says about itself. */
final class LeakGuard implements Guard {
    private static final Pattern TOKEN = Pattern.compile(
            "</?(?:"
                    + Arrays.stream(ContentKind.values()).map(ContentKind::task).collect(Collectors.joining("|"))
                    + "|s|pad|unk|bos|eos|mask|sep|cls|think)>|\\[(?:unk|pad|cls|sep|mask|bos|eos|inst|/inst)]|<\\|[^|>]{1,30}\\|>");

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

    @Override
    public List<Finding> check(Draft draft) {
        // Sign for sign, so that positions stay.
        String text = lowerCase(draft.text());
        List<Finding> findings = new ArrayList<>();
        if (text.indexOf('<') >= 0 || text.indexOf('[') >= 0) {
            Matcher matcher = TOKEN.matcher(text);
            while (matcher.find()) {
                findings.add(finding(matcher.start(), matcher.end(), "模型的控制符号漏进了正文"));
            }
        }
        for (String phrase : PHRASES) {
            int at = text.indexOf(phrase);
            if (at >= 0 && !draft.source().transcript().toLowerCase(Locale.ROOT).contains(phrase)) {
                findings.add(finding(at, at + phrase.length(), "写作指令或客套话漏进了正文"));
            }
        }
        return findings;
    }

    private static String lowerCase(String text) {
        char[] signs = text.toCharArray();
        for (int at = 0; at < signs.length; at++) {
            if (!Han.holds(signs[at])) {
                signs[at] = Character.toLowerCase(signs[at]);
            }
        }
        return new String(signs);
    }

    private static Finding finding(int start, int end, String message) {
        return new Finding("LEAK", start, end, Severity.ERROR, message, "");
    }
}
