package io.m6flow.job.guard;

import java.io.Serializable;

/** Opens an {@link Inspector} where the job runs. */
@FunctionalInterface
public interface InspectorFactory extends Serializable {
    Inspector open();
}
