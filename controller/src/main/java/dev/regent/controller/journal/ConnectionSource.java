package dev.regent.controller.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection; the caller closes it. */
@FunctionalInterface
public interface ConnectionSource {
  Connection open() throws SQLException;
}
