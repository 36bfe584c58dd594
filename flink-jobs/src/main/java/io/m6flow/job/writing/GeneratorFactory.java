package io.m6flow.job.writing;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Generators;
import io.m6flow.generator.TextGenerator;
import java.io.Serializable;

/** Opens a generator on the machine where the writing runs; every generator opened is closed once. */
@FunctionalInterface
public interface GeneratorFactory extends Serializable {
    TextGenerator open();

    /** Leases the process's shared M6 engine. */
    static GeneratorFactory leasing(GeneratorSettings settings) {
        return () -> Generators.lease(settings);
    }
}
