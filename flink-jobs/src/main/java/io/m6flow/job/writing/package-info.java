/** From a request to a draft: the prompt, the patient asking, the choice among candidates, the checks. */
@NullMarked
package io.m6flow.job.writing;

import org.jspecify.annotations.NullMarked;
