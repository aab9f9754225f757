"""Forms on the office's own desk: 销号审批单, 延期审批表, 三色督查单, 归档目录."""
