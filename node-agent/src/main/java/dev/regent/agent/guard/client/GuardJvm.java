package dev.regent.agent.guard.client;

import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.guard.process.GuardMain;
import dev.regent.agent.guard.wire.GuardArguments;
import dev.regent.protocol.Session;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts the guard's JVM: the daemon's java, only the classes that the guard needs, little memory.
 */
final class GuardJvm {
  private static final List<String> SMALL =
      List.of(
          "-Xmx16m",
          "-Xms2m",
          "-Xmn1m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:CICompilerCount=1",
          "-XX:ReservedCodeCacheSize=8m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED");
  private static final long DETACH_SECONDS = 10;

  private GuardJvm() {}

  /** Returns once it is detached; it listens a little later. */
  static void start(GuardFiles files) throws IOException {
    List<String> command = new ArrayList<>(files.settings().launcher());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath())));
    command.add(GuardMain.class.getName());
    command.addAll(GuardArguments.of(files.settings()));
    Process launcher =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
            .start();
    awaitDetached(launcher, files);
  }

  private static void awaitDetached(Process launcher, GuardFiles files) throws IOException {
    try {
      if (launcher.waitFor(DETACH_SECONDS, TimeUnit.SECONDS) && launcher.exitValue() != 0) {
        throw new IOException("the guard could not be launched: see " + files.log());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while launching the guard", interrupted);
    }
  }

  // Two entries instead of the daemon's sixty: fewer files to hold open, a quicker start.
  private static Set<String> classPath() throws IOException {
    Set<String> entries = new LinkedHashSet<>();
    for (Class<?> type : List.of(GuardMain.class, Session.class)) {
      try {
        entries.add(
            Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException impossible) {
        throw new IOException("where " + type + " was loaded from is no path", impossible);
      }
    }
    return entries;
  }
}
