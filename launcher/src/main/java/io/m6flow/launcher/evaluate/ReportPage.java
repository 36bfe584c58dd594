package io.m6flow.launcher.evaluate;

import io.m6flow.lab.measure.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.StringEscapeUtils;

/** A page that shows texts beside what people wrote. It needs nothing but itself. */
final class ReportPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%%, transparent); }
            body { font: 16px/1.6 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 84rem; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%%; }
            th, td { border-bottom: 1px solid var(--line); padding: .5rem .75rem; text-align: left; vertical-align: top; }
            thead th { position: sticky; top: 0; background: Canvas; }
            .figures { width: auto; margin-bottom: 2rem; }
            .figures td { text-align: right; font-variant-numeric: tabular-nums; }
            .texts td { width: 33%%; overflow-wrap: anywhere; }
            .texts p { margin: 0 0 .5rem; }
            .id, .problem { display: block; font-size: .8rem; opacity: .7; }
            .problem { color: #c62828; opacity: 1; }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            <p>%2$s</p>
            """;

    private ReportPage() {}

    /** @param baselines figures of others for the same samples, by what they are */
    static String of(
            String data, String model, Figures figures, Map<String, Figures> baselines, List<Texts.Written> texts) {
        StringBuilder page = new StringBuilder(HEAD.formatted(escaped(data), escaped(model)));
        page.append("<table class=\"figures\"><thead><tr><td></td><th scope=\"col\">模型</th>");
        baselines
                .keySet()
                .forEach(name ->
                        page.append("<th scope=\"col\">").append(escaped(name)).append("</th>"));
        page.append("</tr></thead><tbody>\n");
        figures.byName().forEach((name, figure) -> {
            page.append("<tr><th scope=\"row\">").append(escaped(name)).append("</th>");
            figure(figure, page);
            baselines.values().forEach(other -> figure(other.get(name), page));
            page.append("</tr>\n");
        });
        page.append("</tbody></table>\n<table class=\"texts\">\n<thead><tr><th scope=\"col\">原文</th>")
                .append("<th scope=\"col\">人写的</th><th scope=\"col\">模型写的</th></tr></thead>\n<tbody>\n");
        texts.forEach(text -> row(text, page));
        return page.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
    }

    private static void figure(double figure, StringBuilder page) {
        page.append("<td>").append(String.format(Locale.ROOT, "%.3f", figure)).append("</td>");
    }

    private static void row(Texts.Written written, StringBuilder page) {
        page.append("<tr><td><span class=\"id\">")
                .append(escaped(written.sample().id()))
                .append("</span>")
                .append(escaped(written.sample().source()))
                .append("</td><td>");
        written.sample()
                .references()
                .forEach(reference ->
                        page.append("<p>").append(escaped(reference)).append("</p>"));
        page.append("</td><td>").append(escaped(written.text()));
        if (!written.problem().isEmpty()) {
            page.append("<span class=\"problem\">")
                    .append(escaped(written.problem()))
                    .append("</span>");
        }
        page.append("</td></tr>\n");
    }

    private static String escaped(String text) {
        return StringEscapeUtils.escapeHtml4(text);
    }
}
