package dev.regent.agent.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long replaced data directories are kept (D1): {@code aside-retention} from the moment when
 * they were moved aside, and in any case until the directory in place is whole.
 *
 * <p>An old one is renamed first, in no time, and then deleted, which may take long: a copy that
 * begins meanwhile may put another one in its place. A deletion that was interrupted is ended by
 * the next one.
 */
record KeptCopies(Layout layout, Directory directory) {
  private static final String EXPIRED = "expired";

  /** Moves one that is too old out of the way; false when there is none. No job may run beside. */
  boolean expire(Duration retention, Instant now) throws IOException {
    if (directory.isAbsent() || !directory.isIntact() || Files.exists(expired())) {
      return false;
    }
    for (String name : List.of(Copy.KEPT_BEFORE, Copy.KEPT)) {
      Path kept = layout.sibling(name);
      if (Files.isDirectory(kept) && movedAside(kept).plus(retention).isBefore(now)) {
        DurableFiles.rename(kept, expired());
        return true;
      }
    }
    return false;
  }

  /** Deletes what {@link #expire} moved. */
  void delete() throws IOException {
    DurableFiles.deleteTree(expired());
  }

  private Path expired() {
    return layout.sibling(EXPIRED);
  }

  /** A rename changes the inode, and nobody changes it after that. */
  private static Instant movedAside(Path kept) throws IOException {
    FileTime changed = (FileTime) Files.getAttribute(kept, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    return changed.toInstant();
  }
}
