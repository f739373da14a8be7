/**
 * PURE. What the guard decides: arming, promoting, firing at the deadline, pausing (H3, V7, H6).
 * The guard process and the simulator run exactly {@link
 * dev.regent.agent.guard.core.GuardRules#decide}.
 */
@NullMarked
package dev.regent.agent.guard.core;

import org.jspecify.annotations.NullMarked;
