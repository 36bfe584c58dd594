package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads pages as a browser's tokenizer would, to see that text from outside became neither element nor attribute. */
final class Markup {
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s+([^\\s=>\"'/]+)(?:=(?:\"([^\"]*)\"|'([^']*)'))?");
    private static final Pattern TAG = Pattern.compile("<([/!]?[a-zA-Z][a-zA-Z0-9]*)((?:" + ATTRIBUTE + ")*)\\s*/?>");

    private Markup() {}

    static void assertHarmless(String html) {
        assertThat(TAG.matcher(html).replaceAll("")).as("text between the tags").doesNotContain("<");
        Matcher tags = TAG.matcher(html);
        while (tags.find()) {
            String attributes = tags.group(2);
            if (tags.group(1).equals("script") || tags.group(1).equals("img")) {
                assertThat(attributes).as(tags.group()).contains(" src=\"/assets/");
            }
            assertThat(ATTRIBUTE.matcher(attributes).results().map(each -> each.group(1)))
                    .as(tags.group())
                    .noneMatch(name -> name.startsWith("on"));
        }
    }
}
