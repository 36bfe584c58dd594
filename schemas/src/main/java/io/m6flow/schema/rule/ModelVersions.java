package io.m6flow.schema.rule;

import io.m6flow.schema.RoutedModel;

/** How the version in a draft's trace names the model. */
public final class ModelVersions {
    /** So many characters of the digest begin the version; device, threads and number type follow. */
    private static final int DIGITS = 12;

    private ModelVersions() {}

    /** Whether a text of this version was written by this model, on whatever device. */
    public static boolean wrote(RoutedModel model, String version) {
        return version.startsWith(brief(model));
    }

    /** The beginning of its digest, for people to read. */
    public static String brief(RoutedModel model) {
        return model.getDigest().substring(0, Math.min(DIGITS, model.getDigest().length()));
    }
}
