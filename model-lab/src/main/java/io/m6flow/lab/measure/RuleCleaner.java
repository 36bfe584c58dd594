package io.m6flow.lab.measure;

import java.util.regex.Pattern;

/**
 * Cleans speech by rule alone, a baseline: sounds of hesitation and filler words go, and what is said twice or more in a row
 * stays once.
 */
public final class RuleCleaner {
    private static final Pattern SOUNDS = Pattern.compile("[呃嗯唔诶欸哎额]+[，,、]?");
    private static final Pattern FILLERS = Pattern.compile("(?:那个那个|这个这个|就是说|怎么说呢|然后呢|对吧|是吧|对不对|你知道吗)[，,、]?");
    private static final Pattern REPEATED = Pattern.compile("(\\p{IsHan}{2,8}?)(?:[，,、]?\\1)+");

    private RuleCleaner() {}

    public static String clean(String raw) {
        String text = SOUNDS.matcher(raw).replaceAll("");
        text = FILLERS.matcher(text).replaceAll("");
        return REPEATED.matcher(text).replaceAll("$1").strip();
    }
}
