package io.m6flow.job.writing;

import io.m6flow.generator.BackEnd;
import io.m6flow.generator.Generators;
import io.m6flow.generator.TextGenerator;
import java.io.Serializable;

/** Opens a generator on the machine where the writing runs; every generator opened is closed once. */
@FunctionalInterface
public interface GeneratorFactory extends Serializable {
    TextGenerator open();

    /** Leases what this process shares of the back end: the M6 engine, or the client of a server. */
    static GeneratorFactory leasing(BackEnd backEnd) {
        return () -> Generators.lease(backEnd);
    }
}
