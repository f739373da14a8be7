/** What the benchmark found, as JSON, as a Markdown table and as a picture. Functions of values. */
@NullMarked
package dev.regent.simulation.bench.report;

import org.jspecify.annotations.NullMarked;
