package dev.thresher.runtime.closures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.thresher.api.RemoteTaskException;
import dev.thresher.api.SerCallable;
import dev.thresher.api.SerFunction;
import dev.thresher.api.SerRunnable;
import dev.thresher.api.SerializationFailure;
import dev.thresher.model.Failure;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller sees of what a task threw in another process. */
class RemoteFailuresTest {
  @TempDir Path directory;
  private Border border;

  @BeforeEach
  void open() throws IOException {
    border = new Border(directory);
  }

  private Throwable thrownBy(SerCallable<?> task) {
    var thrown = catchThrowable(() -> border.call(task));
    assertThat(thrown).isNotNull();
    return thrown;
  }

  static final class NeedsTwo extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int code;

    NeedsTwo(String message, int code) {
      super(message);
      this.code = code;
    }
  }

  static final class Circular extends RuntimeException {
    private static final long serialVersionUID = 1;
    @Nullable Throwable other;

    Circular(String message) {
      super(message);
    }

    @Override
    public synchronized @Nullable Throwable getCause() {
      return other;
    }
  }

  static class Rude extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new AssertionError("ask somebody else");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no");
    }

    @Override
    public void setStackTrace(StackTraceElement[] frames) {
      throw new IllegalStateException("no");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no");
    }
  }

  static final class Holding extends Exception {
    private static final long serialVersionUID = 1;
    final transient Object kept = new Object();
    final Object held;

    Holding(Object held) {
      super("holding");
      this.held = held;
    }
  }

  static final class ReadBack extends Exception {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      throw new IllegalStateException("not again");
    }
  }

  private static Object fail() throws IOException {
    throw new IOException("on purpose", new IllegalStateException("inner"));
  }

  @Test
  void theOriginalComesBackWithTheWorkersFramesBeforeTheCallers() {
    var thrown = thrownBy(RemoteFailuresTest::fail);
    assertThat(thrown)
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("on purpose")
        .cause()
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("inner");
    var frames = List.of(thrown.getStackTrace());
    assertThat(frames.getFirst().getMethodName()).isEqualTo("fail");
    var lines = frames.stream().map(StackTraceElement::toString).toList();
    int marker = lines.indexOf("thresher.task(on w2 (far, pid 4711), attempt 3; submitted at)");
    assertThat(marker).isPositive();
    assertThat(lines.subList(0, marker)).noneMatch(line -> line.startsWith("dev.thresher.execute"));
    assertThat(lines.subList(marker + 1, lines.size()))
        .first()
        .asString()
        .contains("Border.returned");
    assertThat(printed(thrown)).contains("Suppressed: last lines printed on w2:\n\t  one\n\t  two");
  }

  private static String printed(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void constructorsOfAnyShapeAreNoTrouble() {
    var thrown =
        thrownBy(() -> {
          throw new NeedsTwo("two", 7);
        });
    assertThat(thrown).isExactlyInstanceOf(NeedsTwo.class).hasMessage("two");
    assertThat(((NeedsTwo) thrown).code).isEqualTo(7);
  }

  @Test
  void causesInACircleEnd() {
    var thrown =
        thrownBy(() -> {
          var one = new Circular("one");
          var two = new Circular("two");
          one.other = two;
          two.other = one;
          throw one;
        });
    assertThat(thrown).isExactlyInstanceOf(Circular.class).hasMessage("one");
    assertThat(thrown.getCause()).cause().isSameAs(thrown);
    var far = new Circular("far");
    far.other = far;
    assertThat(Failure.of(far).causes()).isEmpty();
  }

  private static Object failAnonymously() {
    var held = new AtomicInteger();
    throw new RuntimeException("anonymous") {
      private static final long serialVersionUID = 1;

      @Override
      public String toString() {
        return "counted " + held.incrementAndGet();
      }
    };
  }

  @Test
  void anExceptionThatHoldsWhatCannotTravelIsToldAsData() {
    var thrown = thrownBy(RemoteFailuresTest::failAnonymously);
    // Anonymous, but all it holds is serialisable: the very class comes back.
    assertThat(thrown).hasMessage("anonymous");

    var holding =
        thrownBy(() -> {
          throw new Holding(new Object());
        });
    assertThat(holding)
        .isExactlyInstanceOf(RemoteTaskException.class)
        .hasMessage(Holding.class.getName() + ": holding");
    assertThat(((RemoteTaskException) holding).type()).isEqualTo(Holding.class.getName());
    assertThat(holding.getStackTrace()[0].getClassName()).startsWith(getClass().getName());
    assertThat(holding.getStackTrace()[0].getLineNumber()).isPositive();
  }

  @Test
  void anExceptionThatCapturesItsOuterInstanceIsToldAsData() {
    var thrown = catchThrowable(() -> border.apply((SerFunction<String, Object>) Thrower::run, ""));
    assertThat(thrown)
        .isExactlyInstanceOf(RemoteTaskException.class)
        .hasMessageContaining("captures this");
  }

  private static final class Thrower {
    private final String state = "state";

    static Object run(String ignored) {
      return new Thrower().run();
    }

    private Object run() {
      class Local extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
          return "captures this " + state;
        }
      }
      throw new Local();
    }
  }

  @Test
  void hugeMessagesAreCutAndNotInTheWay() {
    var thrown =
        thrownBy(() -> {
          throw new IllegalStateException("m".repeat(10_000_000));
        });
    assertThat(thrown).isExactlyInstanceOf(RemoteTaskException.class);
    assertThat(((RemoteTaskException) thrown).type())
        .isEqualTo(IllegalStateException.class.getName());
  }

  @Test
  void anExceptionWhoseMethodsThrowIsToldAsData() {
    var thrown =
        thrownBy(() -> {
          throw new Rude();
        });
    assertThat(thrown)
        .isExactlyInstanceOf(RemoteTaskException.class)
        .hasMessage(Rude.class.getName() + ": (getMessage threw java.lang.AssertionError)");
  }

  @Test
  void anExceptionThatCannotBeReadBackIsToldAsData() {
    assertThat(
            thrownBy(() -> {
              throw new ReadBack();
            }))
        .isExactlyInstanceOf(RemoteTaskException.class)
        .hasMessage(ReadBack.class.getName());
  }

  @Test
  void errorsComeBackAsTheyAre() {
    assertThat(thrownBy(RemoteFailuresTest::recursion))
        .isExactlyInstanceOf(StackOverflowError.class);
    assertThat(
            thrownBy(() -> {
              throw new NoClassDefFoundError("x/Y");
            }))
        .isExactlyInstanceOf(NoClassDefFoundError.class);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Object recursion() {
    return recursion();
  }

  @Test
  void causesAndSuppressedAreToldAsDataToo() {
    var failure =
        new Failure(
            "com.x.Missing",
            "m",
            List.of("com.x.A.run(A.java:3)"),
            List.of(Failure.of("com.x.C1", "c1"), Failure.of("com.x.C2", "")),
            List.of(Failure.of("com.x.S", "s")));
    var thrown =
        RemoteFailures.of(
            failure,
            border.objects(getClass().getClassLoader()),
            Border.ORIGIN,
            new StackTraceElement[0]);
    assertThat(thrown).hasMessage("com.x.Missing: m");
    assertThat(thrown.getStackTrace()[0])
        .isEqualTo(new StackTraceElement("com.x.A", "run", "A.java", 3));
    assertThat(thrown.getCause()).hasMessage("com.x.C1: c1").cause().hasMessage("com.x.C2");
    assertThat(thrown.getSuppressed()[0]).hasMessage("com.x.S: s");
  }

  @Test
  void aResultThatCannotTravelNamesTheWayToTheCulprit() {
    record Report(Object connection) {}
    var thrown = thrownBy(() -> new Report(new Object()));
    assertThat(thrown)
        .isExactlyInstanceOf(SerializationFailure.class)
        .hasMessageStartingWith("the result cannot travel between processes: Report → connection")
        .cause()
        .isInstanceOf(RemoteTaskException.class)
        .hasMessageContaining(NotSerializableException.class.getName());
    assertThat(((SerializationFailure) thrown).path())
        .isEqualTo("Report → connection java.lang.Object");
  }

  @Test
  void whatCannotBeCalledIsRefused() {
    assertThat(catchThrowable(() -> border.call("text")))
        .isExactlyInstanceOf(SerializationFailure.class)
        .hasMessageContaining("a java.lang.String, and nothing that can be called");
    assertThat(catchThrowable(() -> border.apply("text", 1)))
        .isExactlyInstanceOf(SerializationFailure.class);
  }

  @Test
  void runnablesReturnNothingAndFunctionsTakeNull() throws Throwable {
    SerRunnable nothing = () -> {};
    assertThat(border.call(nothing)).isNull();
    SerFunction<@Nullable Object, String> shown = String::valueOf;
    assertThat(border.apply(shown, null)).isEqualTo("null");
  }

  @Test
  void framesAreReadAsTheyWereWritten() {
    var here = new Throwable().getStackTrace();
    for (var frame : here) {
      var back = StackLines.parse(frame.toString());
      assertThat(back.getClassName()).isEqualTo(frame.getClassName());
      assertThat(back.getMethodName()).isEqualTo(frame.getMethodName());
      assertThat(back.getFileName()).isEqualTo(frame.getFileName());
      assertThat(back.getLineNumber()).isEqualTo(frame.getLineNumber());
    }
    assertThat(StackLines.parse("app//a.B$C.lambda$d$0(B.java:7)"))
        .isEqualTo(new StackTraceElement("a.B$C", "lambda$d$0", "B.java", 7));
    assertThat(StackLines.parse("a.B.<init>(Unknown Source)").getMethodName()).isEqualTo("<init>");
    assertThat(StackLines.parse("a.B.c(Native Method)").isNativeMethod()).isTrue();
    assertThat(StackLines.parse("a.B$$Lambda/0x00007f.run(Unknown Source)").getMethodName())
        .isEqualTo("run");
    assertThat(StackLines.parse("  File \"x.py\", line 3, in f").toString())
        .contains("File \"x.py\", line 3, in f");
  }
}
