"""Names of a notebook for practising: exercises, quizzes, progress, and what to do today."""

from journeylab.practice.checking import check_answer, exercise, exercises
from journeylab.practice.exams import ExamRoom, Marking
from journeylab.practice.mock_exams import MockExam
from journeylab.practice.progressing import Progress, Today
from journeylab.practice.quizzes import Quiz

__all__ = ["ExamRoom", "Marking", "MockExam", "Progress", "Quiz", "Today", "check_answer", "exercise", "exercises"]
