package dev.regent.controller.journal;

import java.nio.file.Path;
import java.sql.SQLException;

/** What SQLite's error codes mean to whoever runs the node. */
final class SqliteErrors {
  private SqliteErrors() {}

  static String explain(Path file, SQLException error) {
    int primaryCode = error.getErrorCode() & 0xFF;
    return switch (primaryCode) {
      // SQLITE_CORRUPT, SQLITE_NOTADB
      case 11, 26 -> damaged(file, String.valueOf(error.getMessage()));
      // SQLITE_FULL
      case 13 -> "The journal %s cannot grow: the disk is full. Free some space.".formatted(file);
      // SQLITE_READONLY, SQLITE_CANTOPEN
      case 8, 14 ->
          "The journal %s cannot be opened for writing: %s. It must belong to the user that runs"
                  .formatted(file, error.getMessage())
              + " Regent.";
      // SQLITE_IOERR
      case 10 -> "The journal %s: the disk failed: %s".formatted(file, error.getMessage());
      default -> "The journal %s cannot be used: %s".formatted(file, error.getMessage());
    };
  }

  /** A damaged journal is never repaired by guessing: a forgotten promise can make two leaders. */
  static String damaged(Path file, String how) {
    return "The journal %s is damaged: %s. It was left as it is. Keep a copy, then move it away:"
            .formatted(file, how)
        + " this node comes back as a learner and is admitted again by the other voters.";
  }
}
