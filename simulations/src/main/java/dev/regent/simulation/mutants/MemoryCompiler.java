package dev.regent.simulation.mutants;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one source file against the running class path; nothing touches the disk. */
final class MemoryCompiler {
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-nowarn", "-Xlint:none", "-classpath");

  private final JavaCompiler compiler;
  private final String classPath;

  /** Needs a JDK: a bare runtime has no compiler. */
  MemoryCompiler(String classPath) {
    JavaCompiler found = ToolProvider.getSystemJavaCompiler();
    if (found == null) {
      throw new IllegalStateException("no Java compiler here: run the mutants with a JDK");
    }
    this.compiler = found;
    this.classPath = classPath;
  }

  /** What came of it. */
  sealed interface Outcome {
    /** By the names of the classes. */
    record Classes(SortedMap<String, byte[]> byName) implements Outcome {}

    /** The compiler's errors. */
    record Errors(String text) implements Outcome {}
  }

  Outcome compile(String className, String source) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    SortedMap<String, ByteArrayOutputStream> written = new TreeMap<>();
    JavaFileManager files =
        new Memory(compiler.getStandardFileManager(problems, Locale.ROOT, null), written);
    List<String> options = Stream.concat(OPTIONS.stream(), Stream.of(classPath)).toList();
    boolean done =
        compiler
            .getTask(null, files, problems, options, null, List.of(new Text(className, source)))
            .call();
    if (!done) {
      return new Outcome.Errors(
          problems.getDiagnostics().stream()
              .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
              .map(problem -> problem.getLineNumber() + ": " + problem.getMessage(Locale.ROOT))
              .collect(Collectors.joining("; ")));
    }
    SortedMap<String, byte[]> classes = new TreeMap<>();
    written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return new Outcome.Classes(classes);
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String className, String source) {
      super(URI.create("mem:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final SortedMap<String, ByteArrayOutputStream> written;

    Memory(JavaFileManager standard, SortedMap<String, ByteArrayOutputStream> written) {
      super(standard);
      this.written = written;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
