package web

// canPaint tells that pictures can be had as files.
const canPaint = false
