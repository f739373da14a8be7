/** Where a voter's promises are kept: the JDBC journal, its tables, and reading it as history. */
@NullMarked
package dev.regent.controller.journal;

import org.jspecify.annotations.NullMarked;
