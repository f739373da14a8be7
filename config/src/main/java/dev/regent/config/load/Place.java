package dev.regent.config.load;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.Optional;

/** A line of a file. */
record Place(String file, int line) {
  /** Of a value; what has no place of its own (an environment variable) is at {@code otherwise}. */
  static Place of(ConfigOrigin origin, Place otherwise) {
    return Optional.ofNullable(origin.filename())
        .map(file -> new Place(file, Math.max(1, origin.lineNumber())))
        .orElse(otherwise);
  }

  /** The directory that relative paths are resolved against. */
  Path directory() {
    Path absolute = Path.of(file).toAbsolutePath().normalize();
    return Optional.ofNullable(absolute.getParent()).orElse(absolute);
  }
}
