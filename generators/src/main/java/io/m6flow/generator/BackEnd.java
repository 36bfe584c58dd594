package io.m6flow.generator;

import java.io.Serializable;
import java.util.function.Function;

/** What writes the texts, with its settings: the M6 engine in this process, or a server elsewhere. Holds no secret. */
public sealed interface BackEnd extends Serializable permits GeneratorSettings, OpenAiSettings {

    /** Answers with the function that fits this back end. */
    <R> R fold(Function<GeneratorSettings, R> engine, Function<OpenAiSettings, R> openAi);

    /** How many texts it writes side by side: the engine's slots, or the requests that the server is sent at once. */
    default int width() {
        return fold(GeneratorSettings::slots, OpenAiSettings::concurrency);
    }
}
