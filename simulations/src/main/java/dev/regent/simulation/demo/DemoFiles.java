package dev.regent.simulation.demo;

import dev.regent.config.settings.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a cell's files: one configuration a node, the shared part once, and passwords. */
public final class DemoFiles {
  /** A directory without it is nobody's demo and is never deleted. */
  private static final String MARKER = ".regent-demo";

  /** PostgreSQL's user must get through, whatever the umask is. */
  private static final String OPEN = "rwxr-xr-x";

  private static final String OWN = "rwx------";
  private static final int PASSWORD_BYTES = 18;
  private static final List<String> ROLES = List.of("regent", "regent_repl", "regent_rewind");

  private final DemoPlan plan;

  public DemoFiles(DemoPlan plan) {
    this.plan = plan;
  }

  void clear() throws IOException {
    clear(plan.place());
  }

  /**
   * Deletes everything of a cell, if the directory is one's.
   *
   * @throws CannotStart when something else is in it
   */
  public static void clear(Place place) throws IOException {
    if (Files.notExists(place.root())) {
      return;
    }
    if (!isDemo(place.root())) {
      throw new CannotStart(
          place.root() + " is not empty and no demo of Regent's: give another --dir");
    }
    deleteTree(place.root());
    for (String node : place.nodes()) {
      deleteTree(place.files(node).run());
    }
  }

  /** Makes the directory of a cell, which {@link #clear(Place)} may delete. */
  public static void claim(Place place) throws IOException {
    makeDirectory(place.root(), OPEN);
    Files.writeString(place.root().resolve(MARKER), "regent demo\n");
  }

  /** Whether there is one already. */
  private static boolean isDemo(Path root) throws IOException {
    if (Files.exists(root.resolve(MARKER))) {
      return true;
    }
    try (var entries = Files.list(root)) {
      // Another demo's addresses are written here too, wherever that demo is.
      return entries.allMatch(entry -> entry.getFileName().toString().equals("urls"));
    }
  }

  /** Writes everything; passwords and data that are there stay. */
  void write() throws IOException {
    claim(plan.place());
    makeDirectory(plan.secrets(), OWN);
    for (String role : ROLES) {
      secret(role);
    }
    String password = secret(DemoPlan.CLIENT);
    write(plan.pgpass(), "*:*:*:%s:%s%n".formatted(DemoPlan.CLIENT, password));
    Files.setPosixFilePermissions(plan.pgpass(), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(plan.root().resolve("cell.conf"), cell());
    for (DemoNode node : plan.nodes()) {
      for (Path directory :
          List.of(
              node.files().directory(),
              node.files().run(),
              node.files().log(),
              node.files().state())) {
        makeDirectory(directory, OPEN);
      }
      Files.writeString(node.files().configuration(), node(node));
    }
  }

  private static void makeDirectory(Path directory, String permissions) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
  }

  /** The addresses of all nodes, where the other commands look for them. */
  static void writeUrls(Path file, DemoPlan plan) throws IOException {
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(Path.of(".")));
    Files.write(file, plan.urls().stream().map(Object::toString).toList());
  }

  String password(String role) {
    try {
      return Files.readString(passwordFile(role)).strip();
    } catch (IOException unreadable) {
      throw new CannotStart("cannot read a password: " + unreadable.getMessage(), unreadable);
    }
  }

  private Path passwordFile(String role) {
    return plan.secrets().resolve(role + ".password");
  }

  private String secret(String role) throws IOException {
    Path file = passwordFile(role);
    if (Files.notExists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      write(file, HexFormat.of().formatHex(random) + "\n");
    }
    return password(role);
  }

  /** Nobody else can read it at any time. */
  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private String cell() {
    String voters =
        plan.nodes().stream().map(node -> node.id().name()).collect(Collectors.joining(", "));
    String copies = plan.dataNodes().stream().map(this::copy).collect(Collectors.joining(", "));
    return """
    # Written by regent demo: what all nodes share.
    regent.profile = %s
    regent.cell {
      name = demo
      nodes = [
    %s  ]
      databases = [
        {
          name = %s
          voters = [ %s ]
          data-nodes = [ %s ]
          mode = %s
          confirmations = %d
    %s    }
      ]
    }
    """
        .formatted(
            plan.terms().profile().equals(Profile.FAST) ? "fast" : "default",
            plan.nodes().stream().map(DemoFiles::address).collect(Collectors.joining()),
            DemoPlan.DATABASE,
            voters,
            copies,
            plan.terms().mode().name().toLowerCase(Locale.ROOT),
            plan.terms().confirmations(),
            plan.vip().map(DemoFiles::vip).orElse(""));
  }

  private static String address(DemoNode node) {
    return "  { name = %s, role = %s, host = %s, cluster-port = %d, http-port = %d }%n"
        .formatted(
            node.id(),
            node.witness() ? "witness" : "data",
            node.address(),
            node.ports().cluster(),
            node.ports().http());
  }

  private String copy(DemoNode node) {
    List<Integer> all = plan.terms().priorities();
    int place = plan.dataNodes().indexOf(node);
    return "{ node = %s, port = %d%s }"
        .formatted(
            node.id(),
            node.ports().postgres(),
            place < all.size() ? ", priority = " + all.get(place) : "");
  }

  private static String vip(DemoPlan.Vip vip) {
    return "      vip { address = \"%s\", device = %s }%n".formatted(vip.address(), vip.device());
  }

  private String node(DemoNode node) {
    return """
    # Written by regent demo: node %s.
    include required("cell.conf")
    regent {
      self = %s
      node {
        state-directory = %s
        run-directory = %s
        log-directory = %s
        secrets.directory = %s
    %s  }
    }
    """
        .formatted(
            node.id(),
            node.id(),
            quoted(node.files().state()),
            quoted(node.files().run()),
            quoted(node.files().log()),
            quoted(plan.secrets()),
            node.witness() ? "" : postgres(node));
  }

  private String postgres(DemoNode node) {
    String settings =
        plan.settings().entrySet().stream()
            .map(setting -> "        %s = %s%n".formatted(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining());
    String listen = plan.vip().isPresent() ? "*" : "127.0.0.1," + node.address();
    return """
        postgres = [
          {
            database = %s
            data-directory = %s
            bin-directory = %s
            os-user = %s
            listen-addresses = "%s"
            settings {
    %s        }
          }
        ]
    """
        .formatted(
            DemoPlan.DATABASE,
            quoted(node.files().data()),
            quoted(plan.programs().directory()),
            plan.programs().osUser(),
            listen,
            settings);
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Deletes a file or a directory with all that is in it; nothing when there is none. */
  public static void deleteTree(Path root) throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
