/**
 * The agent's decisions: lease holder, self-fencing, obeying by revision, and what to ask of the
 * engine next. PURE. V5, V7, H1 to H6 and L5 of safety.md.
 */
@NullMarked
package dev.regent.agent.holder;

import org.jspecify.annotations.NullMarked;
