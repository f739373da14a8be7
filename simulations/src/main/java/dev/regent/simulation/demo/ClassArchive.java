package dev.regent.simulation.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The archive of loaded and linked classes (JEP 483, JEP 514) that all daemons of the demo start
 * from; it halves their start.
 *
 * <p>It is written once for each build, by one daemon that ends in order, aside, and then renamed:
 * daemons that write it whenever they end would write at the same time, or be killed in the middle,
 * and a JVM with a broken archive uses none at all, not even that of the JDK.
 */
record ClassArchive(Path file) {
  private static final String LAUNCHER = "-XX:SharedArchiveFile=";
  private static final String CREATE = "-XX:+AutoCreateSharedArchive";
  private static final String USE = "-XX:AOTCache=";
  private static final String RECORD = "-XX:AOTCacheOutput=";

  /** Beside this JVM's own; none when this one has none. */
  static Optional<ClassArchive> beside(List<String> ownFlags) {
    return ownFlags.stream()
        .filter(flag -> flag.startsWith(LAUNCHER))
        .map(flag -> Path.of(flag.substring(LAUNCHER.length())).resolveSibling("demo-node.aot"))
        .findFirst()
        .map(ClassArchive::new);
  }

  static boolean isFlag(String flag) {
    return flag.startsWith(LAUNCHER) || flag.equals(CREATE);
  }

  /** Whether it is there, and made after the last build. */
  boolean isFresh() {
    try {
      FileTime written = Files.getLastModifiedTime(file);
      for (Path entry : classPath().toList()) {
        if (Files.getLastModifiedTime(entry).compareTo(written) > 0) {
          return false;
        }
      }
      return true;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of);
  }

  String use() {
    return USE + file;
  }

  /** Writes a draft when the process ends in order. */
  String record() {
    return RECORD + draft();
  }

  /** The draft becomes the archive, when there is a whole one. */
  void keepDraft() throws IOException {
    if (Files.exists(draft())) {
      Files.move(
          draft(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path draft() {
    return file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
  }
}
