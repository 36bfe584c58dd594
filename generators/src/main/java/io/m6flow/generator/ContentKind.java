package io.m6flow.generator;

/** What is to be written; each kind has the name of the task that a model was trained on for it. */
public enum ContentKind {
    /** Why to buy a product (推荐理由). */
    REASON("copy"),
    /** A short theme line for a product (主题). */
    THEME("theme"),
    /** The grey words in a search box (底纹词), at most ten characters of the source. */
    HINT("hint"),
    /** The words on a product picture's corner (角标), at most six characters of the source. */
    BADGE("label"),
    /** A passage of recognised speech, cleaned (直播脚本). */
    SCRIPT("clean"),
    /** What a longer text says (摘要). */
    SUMMARY("summary");

    private final String task;

    ContentKind(String task) {
        this.task = task;
    }

    /** The model's task, such as {@code copy}; its control token is {@code <copy>}. */
    public String task() {
        return task;
    }
}
