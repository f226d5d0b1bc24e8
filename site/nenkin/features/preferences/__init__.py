"""文字の大きさ, 画面の色, ふりがな, やさしい日本語: before signing in and after."""
