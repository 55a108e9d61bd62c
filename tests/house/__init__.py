"""The house looks at itself: guards over the source, and faults planted to see that each guard sees."""
