package dev.regent.agent.daemon;

import dev.regent.agent.postgres.Secrets;
import dev.regent.config.settings.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the passwords of Regent's roles; equal on all data nodes, so never invented here. */
final class SecretStore {
  private SecretStore() {}

  /**
   * Reads all three.
   *
   * @throws Refused naming every file that is missing or empty, and how to make them
   */
  static Secrets read(SecretFiles files) throws Refused {
    List<String> missing = new ArrayList<>();
    List<String> values = new ArrayList<>();
    Stream.of(
            files.agentPasswordFile(), files.replicationPasswordFile(), files.rewindPasswordFile())
        .forEach(file -> readOne(file, values, missing));
    if (!missing.isEmpty()) {
      throw new Refused(
          "password files are missing or empty: %s; make them once (for example with: umask 077;"
                  .formatted(missing)
              + " head -c 24 /dev/urandom | base64 > FILE) and copy them, the same on all data"
              + " nodes");
    }
    return new Secrets(values.get(0), values.get(1), values.get(2));
  }

  private static void readOne(String file, List<String> values, List<String> missing) {
    try {
      String value = Files.readString(Path.of(file)).strip();
      if (value.isEmpty()) {
        missing.add(file);
      }
      values.add(value);
    } catch (IOException unreadable) {
      missing.add(file);
    }
  }
}
