/**
 * The PostgreSQL engine (13 to 18): every rule of postgres.md has its class here.
 *
 * <p>Start with {@link dev.regent.agent.postgres.PostgresEngine}: one line a job. {@code Server}
 * holds what they share. A job that cannot be done throws {@code JobFailed}, which the engine turns
 * into a {@link dev.regent.agent.engine.JobResult.Failed}; nothing else catches it.
 */
@NullMarked
package dev.regent.agent.postgres;

import org.jspecify.annotations.NullMarked;
